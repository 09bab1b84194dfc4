import { describe, expect, test } from 'vitest';
import { encryptChallenge } from '../../../../../src/display/rfb/handshake/vnc-auth.ts';
import { converse } from '../../../../support/display/conversation.ts';
import { serverInit, text, u32, version } from '../../../../support/display/server-words.ts';

const NONE = 1;
const VNC = 2;
const challenge = Buffer.from('0123456789abcdef');
const credentials = { password: 'secret' };
const answer = encryptChallenge(challenge, credentials.password);
const byte = (...values: number[]) => Buffer.from(values);
const old = (minor: number) => Buffer.from(`RFB 003.00${minor}\n`);

describe('without a password', () => {
  test('3.8: chosen, and confirmed', async () => {
    const { say, listen, connection } = converse({ shared: false });
    say(version, byte(2, VNC, NONE), u32(0));
    expect(await listen(14)).toEqual(Buffer.concat([version, byte(NONE), byte(0)]));
    say(serverInit(8, 4));
    await listen(20);
    expect(connection.surface).toMatchObject({ width: 8, height: 4 });
  });

  test('3.7: chosen, and not confirmed', async () => {
    const { say, listen } = converse();
    say(old(7), byte(1, NONE), serverInit(8, 4));
    expect(await listen(14)).toEqual(Buffer.concat([old(7), byte(NONE), byte(1)]));
  });

  test('3.3: the server has chosen', async () => {
    const { say, listen } = converse();
    say(old(3), u32(NONE), serverInit(8, 4));
    expect(await listen(13)).toEqual(Buffer.concat([old(3), byte(1)]));
  });
});

describe('with a password', () => {
  test.each([
    [8, byte(2, NONE, VNC), byte(VNC)],
    [7, byte(1, VNC), byte(VNC)],
    [3, u32(VNC), byte()],
  ])('3.%i: the challenge is answered', async (minor, offer, choice) => {
    const { say, listen } = converse({ credentials });
    say(old(minor), offer, challenge, u32(0));
    const wanted = Buffer.concat([old(minor), choice, answer, byte(1)]);
    expect(await listen(wanted.length)).toEqual(wanted);
  });

  test('3.8: a refusal has a reason, of which the beginning is kept', async () => {
    const { say, closed } = converse({ credentials });
    say(version, byte(1, VNC), challenge, u32(1), text(`no${'!'.repeat(5000)}`));
    expect(await closed).toMatchObject({
      code: 'RFB_REFUSED',
      message: `the server refuses: no${'!'.repeat(254)}`,
    });
  });

  test('3.7: a refusal has none', async () => {
    const { say, closed } = converse({ credentials });
    say(old(7), byte(1, VNC), challenge, u32(1));
    expect(await closed).toMatchObject({ code: 'RFB_REFUSED' });
  });
});

describe('a server', () => {
  test.each([
    ['that takes nobody', [version, byte(0), text('too many')], 'RFB_REFUSED', /too many/],
    ['that takes nobody, in 3.3', [old(3), u32(0), text('too many')], 'RFB_REFUSED', /too many/],
    ['that wants a password', [version, byte(1, VNC)], 'RFB_SECURITY', /kinds 2 only/],
    ['that wants what we do not know', [version, byte(2, 16, 30)], 'RFB_SECURITY', /kinds 16, 30 only/],
    ['that talks too much', [version, byte(0), u32(1 << 30)], 'RFB_PROTOCOL', /reason has 1073741824 bytes/],
    ['that is not sure', [version, byte(1, NONE), u32(9)], 'RFB_PROTOCOL', /result .* is 9/],
  ])('%s is left', async (_name, words, code, message) => {
    const { say, closed } = converse();
    say(...words);
    expect(await closed).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
