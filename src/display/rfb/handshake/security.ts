import type { Context } from '../context.ts';
import { RfbError, toProtocolError } from '../errors.ts';
import type { Steps } from '../wire/steps.ts';
import { NONE, planSecurity, VENCRYPT, VNC } from './plan-security.ts';
import { readText } from './text.ts';
import { speakVencrypt } from './vencrypt.ts';
import type { Version } from './version.ts';
import { answerChallenge } from './vnc-auth.ts';

/** Agrees on the kind of security, and proves who we are. */
export function* secure(context: Context, version: Version): Steps {
  const { outbox } = context;
  const offered = version === 3 ? yield* readGiven(context) : yield* readOffers(context);
  const chosen = planSecurity(context.options).find((type) => offered.includes(type));
  if (chosen === undefined)
    throw new RfbError('RFB_SECURITY', `the server offers security of the kinds ${offered.join(', ')} only`, {
      hint: offered.includes(VNC)
        ? 'it may want a password'
        : 'known are None (1), VNC (2) and VeNCrypt (19)',
    });
  if (version !== 3) outbox.send(Uint8Array.of(chosen));
  if (chosen === VENCRYPT) yield* speakVencrypt(context);
  if (chosen === VNC) yield* answerChallenge(context);
  if (chosen !== NONE || version === 8) yield* readResult(context, version);
}

/** Version 3.3: the server chooses. */
function* readGiven({ reader }: Context): Steps<number[]> {
  yield* reader.need(4);
  const type = reader.u32();
  if (type === 0) throw toRefusal(yield* readText(reader, "the server's reason"));
  return type === VENCRYPT ? [] : [type];
}

function* readOffers({ reader }: Context): Steps<number[]> {
  yield* reader.need(1);
  const count = reader.u8();
  if (count === 0) throw toRefusal(yield* readText(reader, "the server's reason"));
  yield* reader.need(count);
  return [...reader.take(count)];
}

function* readResult({ reader }: Context, version: Version): Steps {
  yield* reader.need(4);
  const result = reader.u32();
  if (result === 0) return;
  if (result > 2) throw toProtocolError(`the result of the authentication is ${result}`);
  throw toRefusal(version === 8 ? yield* readText(reader, "the server's reason") : 'authentication failed');
}

function toRefusal(reason: string): RfbError {
  return new RfbError('RFB_REFUSED', `the server refuses: ${reason}`);
}
