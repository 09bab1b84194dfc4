import type { Context } from '../context.ts';
import { RfbError, toProtocolError } from '../errors.ts';
import type { Steps } from '../wire/steps.ts';
import { planSubtypes, SUBTYPES } from './plan-security.ts';
import { answerChallenge } from './vnc-auth.ts';

/** VeNCrypt 0.2: agrees on what is to be done within TLS, and does it. */
export function* speakVencrypt(context: Context): Steps {
  const { reader, outbox, options } = context;
  yield* reader.need(2);
  const [major, minor] = [reader.u8(), reader.u8()];
  if (major === 0 && minor < 2) throw toProtocolError(`the server speaks VeNCrypt ${major}.${minor}`);
  outbox.send(Uint8Array.of(0, 2));
  yield* reader.need(1);
  if (reader.u8() !== 0) throw new RfbError('RFB_SECURITY', 'the server does not speak VeNCrypt 0.2');

  yield* reader.need(1);
  const count = reader.u8();
  yield* reader.need(count * 4);
  const offered = Array.from({ length: count }, () => reader.u32());
  const chosen = planSubtypes(options).find((name) => offered.includes(SUBTYPES[name]));
  if (chosen === undefined)
    throw new RfbError('RFB_SECURITY', `the server offers VeNCrypt of the kinds ${offered.join(', ')} only`, {
      hint: 'X509 needs a certificate authority, Vnc a password, and Plain a user name too',
    });
  const message = Buffer.alloc(4);
  message.writeUInt32BE(SUBTYPES[chosen]);
  outbox.send(message);
  yield* reader.need(1);
  if (reader.u8() !== 1) throw new RfbError('RFB_TLS', 'the server can not begin TLS');

  yield* context.startTls();
  if (chosen === 'tlsVnc' || chosen === 'x509Vnc') yield* answerChallenge(context);
  if (chosen === 'tlsPlain' || chosen === 'x509Plain') outbox.send(renderPlain(context));
}

function renderPlain({ options: { credentials } }: Context): Buffer {
  const username = Buffer.from(credentials?.username ?? '');
  const password = Buffer.from(credentials?.password ?? '');
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(username.length, 0);
  lengths.writeUInt32BE(password.length, 4);
  return Buffer.concat([lengths, username, password]);
}
