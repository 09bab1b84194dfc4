import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patiently } from '../../support/eventually.ts';
import { type EchoBox, startEchoBox } from './support/echo-box.ts';

let box: EchoBox;
beforeAll(async () => {
  box = await startEchoBox();
});
afterAll(() => box?.[Symbol.asyncDispose]());

describe('by the API', () => {
  test('shows what was said last, takes what is typed, and shows the answer', async () => {
    using console = await box.open('admin');
    await console.says('READY');
    expect(console.messages[0]).toEqual({ kind: 'hello', escapeKey: 'Ctrl-]' });
    await console.tells({ kind: 'open' });
    console.send('hello guest');
    await console.says('hello guest');
    await box.said('hello guest');
  });

  test('is refused to a locked seat, before and after it has it', async () => {
    await expect(box.open('tty1')).rejects.toMatchObject({ code: 'access.locked', status: 403 });
    await box.unlock('tty1');
    using console = await box.open('tty1');
    await console.tells({ kind: 'open' });
    await box.lock('tty1');
    await console.tells({ kind: 'ended', why: 'locked' });
    await console.isClosed();
  });

  test('has one holder, who is told by whom it is taken', async () => {
    await box.unlock('ttyS0');
    using first = await box.open('ttyS0');
    await first.tells({ kind: 'open' });
    await expect(box.open('admin')).rejects.toMatchObject({
      code: 'console.held',
      message: expect.stringContaining('ttyS0'),
    });
    using second = await box.open('admin', true);
    await first.tells({ kind: 'ended', why: 'taken', by: 'admin' });
    await first.isClosed();
    await second.tells({ kind: 'open' });
    second.send('taken over');
    await second.says('taken over');
  });

  test('goes on with the next run of the guest, and shows all that was said in between', async () => {
    using console = await box.open('admin');
    await console.tells({ kind: 'open' });
    const before = console.length();
    await box.backend.admin.call('guest.kill');
    await console.tells({ kind: 'waiting', reason: 'The guest is off' });
    await patiently(async () => {
      const { state, actions } = await box.backend.admin.call('guest.get');
      if (actions.start.allowed) await box.backend.admin.call('guest.start');
      expect(state).toBe('running');
    });
    await patiently(async () =>
      expect(console.messages.filter(({ kind }) => kind === 'open')).toHaveLength(2),
    );
    await patiently(async () => expect(console.length()).toBeGreaterThan(before));
    console.send('the second run');
    await console.says('the second run');
  });

  test('goes on when libvirtd was started anew', async () => {
    using console = await box.open('admin');
    await console.tells({ kind: 'open' });
    await box.libvirtd.restart();
    await patiently(async () =>
      expect(console.messages.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['hello', 'open', 'waiting']),
      ),
    );
    await patiently(async () => expect(console.messages.at(-1)).toEqual({ kind: 'open' }));
    console.send('past libvirtd');
    await console.says('past libvirtd');
  });

  test('says who a plain call is for, and takes no upgrade to anything else', async () => {
    const answer = await fetchRaw('GET', {});
    expect(answer).toMatch(/^HTTP\/1.1 426 [\s\S]*request.needs-upgrade/);
    expect(await fetchRaw('GET', { connection: 'Upgrade', upgrade: 'websocket' })).toMatch(/^HTTP\/1.1 426 /);
    expect(await fetchRaw('POST', { connection: 'Upgrade', upgrade: 'bezel-console' })).toMatch(
      /^HTTP\/1.1 404 /,
    );
  });
});

async function fetchRaw(method: string, headers: Record<string, string>): Promise<string> {
  const socket = connect(box.adminSocket);
  const lines = Object.entries({ host: 'box', connection: 'close', ...headers }).map(
    ([k, v]) => `${k}: ${v}`,
  );
  socket.write([`${method} /v1/guest/console HTTP/1.1`, ...lines, '', ''].join('\r\n'));
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.includes('}}')) break;
  }
  return text;
}
