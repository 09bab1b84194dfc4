import { describe, expect, test } from 'vitest';
import { renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

describe('the console', () => {
  test('shows the product, its serial number, memory, processors and the state of the guest at 80x24', async () => {
    const { see, text, rows } = renderConsole();
    await see('THE GUEST IS RUNNING');
    expect(rows()[0]).toContain('ACME & Sons Box <9000>  S/N SN-"42"');
    expect(rows()[0]).toContain('Guest running');
    expect(text()).toMatch(/Processors +4, memory 3\.8 GiB/);
    expect(text()).toContain('The PIN of this demo is 2468');
  });

  test('says what is wrong, where, and what to do, without scrolling at 80x24', async () => {
    const { see } = renderConsole({ state: sampleState({ status: sample.status() }) });
    await see('memory.reservMiB is not known');
    await see('at /etc/bezel/appliance.yaml:12:3');
    await see('Did you mean reserveMiB?');
  });

  test('goes to each section by its digit, by its function key, and by escape and the digit', async () => {
    const { type, see } = renderConsole();
    type('2');
    await see('QEMU Virtual CPU');
    type('\u001b[[C');
    await see("Guest's MAC address");
    type('\u001b9');
    await see('Function keys get lost');
    type('\u001bOP');
    await see('Serial number');
  });

  test.each([
    ['3t', "Technician's PIN"],
    ['3x', 'Domain XML'],
    ['2\t\t', 'enp1s0'],
    ['2\u001b[C\u001b[C\u001b[C', 'SN 0001'],
    ['543212349', 'Function keys get lost'],
  ])('takes keys that arrive as one input one after the other: %j', async (keys, seen) => {
    const { type, see } = renderConsole({ answers: { 'access.get': () => sample.access() } });
    await see('THE GUEST IS RUNNING');
    type(keys);
    await see(seen);
  });

  test('does nothing for Ctrl-C, Ctrl-Z and Ctrl-\\', async () => {
    const { type, see, crashes, hungUp } = renderConsole();
    await see('THE GUEST IS RUNNING');
    type('\u0003\u001a\u001c');
    type('9');
    await see('Function keys get lost');
    expect(crashes).toEqual([]);
    expect(hungUp()).toBe(false);
  });

  test('draws everything again on Ctrl-L', async () => {
    const { type, see, until, line } = renderConsole();
    await see('THE GUEST IS RUNNING');
    line.send('\u001b[2J\u001b[Hkernel: something happened', () => {});
    await see('kernel:');
    type('\f');
    await until(
      'the whole screen',
      (text) => !text.includes('kernel:') && text.includes('THE GUEST IS RUNNING'),
    );
  });

  test('draws everything again once a minute, with the new time', async () => {
    const { see, line, clock, until } = renderConsole();
    const time = (date: Date) =>
      `${date.getHours()}`.padStart(2, '0') + `:${date.getMinutes()}`.padEnd(3, '0');
    await see(time(clock.now()));
    line.send('\u001b[2J', () => {});
    expect(clock.pending.length).toBe(1);
    clock.advance(60_100);
    await until('the next minute', (text) => text.includes(':01 ') || text.includes(':01\n'));
    await see('THE GUEST IS RUNNING');
    expect(clock.pending.length).toBe(1);
  });

  test('tells a lost backend over what was last known, and recovers by itself', async () => {
    const { see, seeNo, store, type, rows, text } = renderConsole();
    type('3');
    await see('t Stop');
    store.set({
      link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1, error: 'nothing listens' },
    });
    await see('The backend does not answer. Reconnecting...');
    expect(text()).toContain('No answer since');
    expect(text()).toContain('nothing listens');
    expect(rows()[0]).toContain('Guest not known');
    expect(text()).not.toContain('t Stop');
    type('1');
    await see('LAST KNOWN: THE GUEST IS RUNNING');
    store.set({ link: { state: 'connected', since: '2026-03-01T08:00:05.000Z', attempt: 0 } });
    await seeNo('The backend does not answer');
    await see(/^ {1,}.*THE GUEST IS RUNNING/m);
    type('3');
    await see('t Stop');
  });

  test('starts without a backend', async () => {
    const { see, store } = renderConsole({
      state: {
        link: { state: 'connecting', since: '2026-03-01T08:00:00.000Z', attempt: 0 },
        operations: [],
        logRevision: 0,
      },
    });
    await see('Nothing is known of the box yet');
    store.set({ link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1 } });
    await see('The backend does not answer');
    store.set(sampleState());
    await see('THE GUEST IS RUNNING');
  });

  test.each([
    ['off', 'THE GUEST IS OFF'],
    ['unknown', 'THE STATE OF THE GUEST IS UNKNOWN'],
    ['crashed', 'THE GUEST HAS CRASHED'],
    ['absent', 'THE GUEST IS NOT SET UP YET'],
  ] as const)('tells that the guest is %s', async (state, words) => {
    const { store, see } = renderConsole();
    const status = sampleState().status;
    if (status === undefined) throw new Error('the sample has a status');
    const guest = { ...status.guest, state };
    store.set({ guest, status: { ...status, guest } });
    await see(words);
  });

  test('hides the cursor, and gives the terminal back as it was', async () => {
    const { see, stop, cursorVisible, raw, text } = renderConsole();
    await see('THE GUEST IS RUNNING');
    expect(cursorVisible()).toBe(false);
    expect(raw()).toBe(true);
    await stop();
    expect(cursorVisible()).toBe(true);
    expect(raw()).toBe(false);
    expect(text().trim()).toBe('');
  });

  test('says when the line is gone', async () => {
    const { see, hangUp, hungUp } = renderConsole();
    await see('THE GUEST IS RUNNING');
    hangUp();
    expect(hungUp()).toBe(true);
  });

  test('hands what a screen throws to the program, with its cause', async () => {
    const { see, store, crashes } = renderConsole();
    await see('THE GUEST IS RUNNING');
    const status = { ...sampleState().status, product: null } as unknown as ReturnType<typeof sample.status>;
    store.set({ status });
    await expect.poll(() => crashes.length).toBe(1);
    expect(crashes[0]).toBeInstanceOf(TypeError);
  });
});
