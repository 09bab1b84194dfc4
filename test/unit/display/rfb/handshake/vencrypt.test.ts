import { once } from 'node:events';
import { createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectRfb } from '../../../../../src/display/rfb/connection.ts';
import { planSecurity, planSubtypes } from '../../../../../src/display/rfb/handshake/plan-security.ts';
import { encryptChallenge } from '../../../../../src/display/rfb/handshake/vnc-auth.ts';
import { openSocket } from '../../../../../src/display/rfb/wire/open-socket.ts';
import { converse } from '../../../../support/display/conversation.ts';
import { serverInit, u32, version } from '../../../../support/display/server-words.ts';

const byte = (...values: number[]) => Buffer.from(values);
const offer = Buffer.concat([version, byte(1, 19), byte(0, 2)]);
const TLS_NONE = 257;
const TLS_VNC = 258;
const TLS_PLAIN = 259;
const X509_NONE = 260;

describe('what is chosen', () => {
  const password = { password: 'p' };
  const both = { password: 'p', username: 'u' };
  const tls = { ca: '', serverName: 'box' };
  test.each([
    ['nothing known', {}, [19, 1], ['tlsNone']],
    ['a password', { credentials: password }, [19, 2, 1], ['tlsVnc', 'tlsNone']],
    ['a user', { credentials: both }, [19, 2, 1], ['tlsPlain', 'tlsVnc', 'tlsNone']],
    ['an authority', { tls }, [19], ['x509None']],
    ['an authority and a password', { tls, credentials: password }, [19], ['x509Vnc', 'x509None']],
    ['all', { tls, credentials: both }, [19], ['x509Plain', 'x509Vnc', 'x509None']],
  ])('%s: the safest first, and never less than what is asked for', (_name, means, kinds, subtypes) => {
    expect(planSecurity(means)).toEqual(kinds);
    expect(planSubtypes(means)).toEqual(subtypes);
  });
});

describe('a server is left', () => {
  test.each([
    ['whose VeNCrypt is older', [Buffer.concat([version, byte(1, 19), byte(0, 1)])], 'RFB_PROTOCOL'],
    ['that does not agree on the version', [offer, byte(1)], 'RFB_SECURITY'],
    ['that wants a certificate to be checked', [offer, byte(0), byte(1), u32(X509_NONE)], 'RFB_SECURITY'],
    ['that has nothing to offer', [offer, byte(0), byte(0)], 'RFB_SECURITY'],
    ['that can not begin TLS', [offer, byte(0), byte(1), u32(TLS_NONE), byte(0)], 'RFB_TLS'],
    ['that speaks too early', [offer, byte(0), byte(1), u32(TLS_NONE), byte(1, 1, 2, 3)], 'RFB_PROTOCOL'],
  ])('%s', async (_name, words, code) => {
    const { say, closed } = converse();
    say(...words);
    expect(await closed).toMatchObject({ code });
  });

  test('that speaks something else than TLS', async () => {
    const { say, listen, closed } = converse();
    say(offer, byte(0), byte(1), u32(TLS_NONE), byte(1));
    await listen(12 + 1 + 2 + 4);
    say(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await closed).toMatchObject({ code: 'RFB_TLS' });
  });
});

describe('within anonymous TLS', () => {
  const challenge = Buffer.from('0123456789abcdef');
  const credentials = { username: 'technician', password: 'secret' };
  const plain = Buffer.concat([u32(10, 6), Buffer.from('techniciansecret')]);

  test.each([
    ['a name and a password', TLS_PLAIN, byte(), plain],
    ['a challenge', TLS_VNC, challenge, encryptChallenge(challenge, 'secret')],
    ['nothing', TLS_NONE, byte(), byte()],
  ])('%s', async (_name, subtype, question, answer) => {
    const heard: Buffer[] = [];
    const port = await serve(subtype, question, answer, heard);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const connection = connectRfb({
      stream: await openSocket({ port, host: '127.0.0.1' }),
      shared: true,
      credentials,
      listener: {
        connected: ({ name }) => resolve(name),
        updated: () => {},
        closed: (reason) => reject(reason),
      },
    });
    onTestFinished(() => connection.close());
    expect(await promise).toBe('within');
    expect(Buffer.concat(heard).subarray(0, answer.length)).toEqual(answer);
  });

  /** A server that offers one kind, and takes any answer of the right length. */
  async function serve(subtype: number, question: Buffer, answer: Buffer, heard: Buffer[]) {
    const within = createTlsServer({ ciphers: 'AECDH:@SECLEVEL=0', maxVersion: 'TLSv1.2' }, (socket) => {
      socket.on('error', () => {});
      socket.write(question);
      const accept = () => socket.write(Buffer.concat([u32(0), serverInit(8, 4, 'within')]));
      if (answer.length === 0) accept();
      else
        socket.on('data', (chunk) => {
          const before = Buffer.concat(heard).length;
          heard.push(chunk);
          if (before < answer.length && before + chunk.length >= answer.length) accept();
        });
    });
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write(Buffer.concat([offer, byte(0), byte(1), u32(subtype), byte(1)]));
      // The version, the kind, VeNCrypt's version and the kind within it; what follows is TLS.
      const wanted = 12 + 1 + 2 + 4;
      socket.on('readable', function onReadable() {
        if (socket.read(wanted) === null) return;
        socket.off('readable', onReadable);
        within.emit('connection', socket);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    return (server.address() as { port: number }).port;
  }
});
