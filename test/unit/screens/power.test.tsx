import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/client/errors.ts';
import type { State } from '../../../src/client/store.ts';
import type { LedgerEntry, Power, PowerAction } from '../../../src/contract/index.ts';
import {
  countingPower,
  leftOff,
  onMaintenance,
  quietPower,
  stop,
  stoppingPower,
} from '../../support/power-samples.ts';
import { type Rendered, type RenderOptions, renderConsole, sampleState } from '../../support/render.tsx';
import { sample } from '../../support/samples.ts';

const technician = { ...sample.access(), role: 'technician' as const };
const unlocked = (power: Power, rest: Partial<State> = {}): State =>
  sampleState({ power, access: technician, ...rest });
const asked = (box: Rendered, name: string) => box.calls.filter((call) => call.name === name);
const entries = (): LedgerEntry[] => [...sample.ledger().entries, stop()];
/** Exactly these actions are possible. */
function only(...actions: PowerAction[]): Power {
  const power = quietPower();
  const all = Object.entries(power.actions).map(([action, state]) => [
    action,
    { ...state, allowed: actions.includes(action as PowerAction) },
  ]);
  return { ...power, actions: Object.fromEntries(all) };
}

async function openPower(state: State, options: Omit<RenderOptions, 'state'> = {}): Promise<Rendered> {
  const answers = { 'power.ledger': () => ({ entries: entries() }), ...options.answers };
  const box = renderConsole({ ...options, answers, state });
  box.type('6');
  await box.see('What the box does');
  return box;
}

describe('the Power screen', () => {
  test.each(['linux', 'vt220'])(
    'says in words what the box does on each verdict, at 80x24 on %s',
    async (term) => {
      const box = await openPower(unlocked(quietPower()), { term });
      for (const rule of [
        /When the guest halts +the box powers off after 10 s/,
        /When the guest reboots +the guest is restarted at once/,
        /When its power is cut +the guest stays off/,
        /When nobody knows why +the guest is restarted after 5 s/,
        /Power +follows the guest/,
      ])
        expect(box.text()).toMatch(rule);
      expect(box.rows()[22]).toContain('? Help');
    },
  );

  test('has actions with their consequences and the stops as well on a tall terminal', async () => {
    const box = await openPower(unlocked(quietPower()), { columns: 132, rows: 50 });
    await box.see(
      /p Power off +The guest will be asked to stop, and has 120 s for it; then the box powers off\./,
    );
    await box.see(/12 +2026-03-02 .* halted +box powers off +waits/);
    box.type('jjj\r');
    await box.see('The guest did not stop within 90 s, and its power was cut');
    box.type('\u001b');
    await box.see('What the box does');
  });

  test('says when the box does not follow, and why', async () => {
    const maintenance = await openPower(unlocked(onMaintenance()));
    expect(maintenance.text()).toMatch(/Power +maintenance: the disks are being replaced/);
    const broken = await openPower(unlocked(leftOff()));
    expect(broken.text()).toMatch(/Restarts +left off after 10 restarts in a row, until/);
    const foreign = await openPower(unlocked(quietPower({ own: false })));
    await foreign.see("The box's power is not Bezel's: that is only written down.");
  });

  test('says what the guest is about to do', async () => {
    const intent = { kind: 'reboot' as const, reason: 'a new kernel', at: '2026-03-01T07:59:59.000Z' };
    const box = await openPower(unlocked(quietPower({ intent })));
    await box.see(/Guest says +it is about to reboot: a new kernel/);
  });

  test('says how the guest is where it has said so, and the Guest screen says it in any case', async () => {
    const box = await openPower(unlocked(quietPower()));
    await box.see(/Guest +ready: 3 of 3 services run/);
    const guest = { ...sample.guest(), health: { state: 'unknown' as const } };
    box.store.set({ guest });
    await box.seeNo('3 of 3 services run');
    box.type('3');
    await box.see(/Health +unknown/);
  });

  test('says so when nothing is known of it', async () => {
    const { power: _, ...early } = sampleState();
    const box = renderConsole({ state: early });
    box.type('6');
    await box.see('Nothing is known of the power yet.');
  });
});

describe('the stops of the guest', () => {
  test('are listed, and Enter opens one with everything that was seen', async () => {
    const box = await openPower(unlocked(quietPower()));
    box.type('v');
    await box.see(/crashed +guest restarts +done/);
    box.type('\r');
    await box.see('The guest has halted');
    await box.see(/QEMU +SHUTDOWN guest-shutdown/);
    await box.see(/Guest said +it was about to halt: weekly service/);
    box.type('\u001b[C');
    await box.see(/libvirt +crashed \(panicked\)/);
    box.type('\u001b');
    await box.see('Stops of the guest');
    box.type('\u001b');
    await box.see('What the box does');
  });

  test('are read again when there is another one, and the one that is looked at stays', async () => {
    let page = entries();
    const box = await openPower(unlocked(quietPower()), {
      answers: { 'power.ledger': () => ({ entries: page }) },
    });
    box.type('v');
    await box.see(/halted +box powers off +waits/);
    box.type('\r');
    await box.see('Stop 12,');
    const newest = stop({ id: 13, verdict: 'watchdog' });
    page = [newest, ...page];
    box.store.set({ power: quietPower({ last: newest }) });
    await expect.poll(() => asked(box, 'power.ledger').length).toBe(2);
    box.type('\u001b');
    await box.see(/13 .* watchdog/);
    box.type('\r');
    await box.see('Stop 12,');
    box.type('\u001b[D');
    await box.see("The guest's watchdog has ended it");
  });

  test('are read further back at the end of the list', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => stop({ id: 500 - i }));
    const box = await openPower(unlocked(quietPower()), {
      answers: {
        'power.ledger': ({ query }: { query: { limit: number } }) => ({ entries: many(query.limit) }),
      },
    });
    box.type('v');
    await box.see(' 500 ');
    box.type('G');
    await expect.poll(() => asked(box, 'power.ledger').at(-1)?.input).toEqual({ query: { limit: 100 } });
    await box.see(' 445 ');
  });

  test('that there are none of, or that cannot be read, are told so', async () => {
    const none = await openPower(unlocked(quietPower()), {
      answers: { 'power.ledger': () => ({ entries: [] }) },
    });
    none.type('v');
    await none.see('The guest has not stopped yet.');
    const failing = await openPower(unlocked(quietPower()), {
      answers: {
        'power.ledger': () => {
          throw new ApiError(500, { code: 'test', message: 'The ledger cannot be read' });
        },
      },
    });
    failing.type('v');
    await failing.see('The ledger cannot be read');
  });
});

describe('what can be done', () => {
  const table: [PowerAction, string, string][] = [
    ['stop', 't', 'Stop the guest?'],
    ['restart', 'e', 'Restart the guest cold?'],
    ['off', 'p', 'Power the box off?'],
    ['reboot', 'R', 'Reboot the box?'],
    ['kill', 'o', 'Force the guest off?'],
    ['reset', 'r', 'Reset the guest?'],
    ['maintenance-on', 'm', 'Maintenance: the box does not follow'],
    ['maintenance-off', 'm', 'Follow the guest again?'],
  ];

  test.each(table)('%s has its key only when it is possible', async (action, key, title) => {
    const others = table.filter(([each, other]) => each !== action && other !== key).map(([each]) => each);
    const box = await openPower(unlocked(only(...others)), { columns: 132 });
    expect(box.rows()[22]).not.toMatch(new RegExp(` ${key} \\w`));
    box.type(key);
    box.store.set({ power: only(action) });
    await box.until('its key', (_, rows) => new RegExp(` ${key} \\w`).test(rows[22] ?? ''));
    expect(box.text()).not.toContain(title);
    box.type(key);
    await box.see(title);
  });

  test.each([
    ['p', 'off', 'power.off', { body: {} }],
    ['R', 'reboot', 'power.reboot', { body: {} }],
    ['o', 'force', 'guest.kill', undefined],
    ['r', 'reset', 'guest.reset', undefined],
  ] as const)(
    '%s is done after the word "%s" was typed, and not for anything else',
    async (key, word, name, input) => {
      const box = await openPower(unlocked(quietPower()), { answers: { [name]: () => sample.operation() } });
      box.type(key);
      await box.see(`Type ${word} to do it`);
      box.type('\ry\r');
      box.type('\u007f'.repeat(8));
      box.type(`${word.slice(0, -1)}\r`);
      await box.see(`${word.slice(0, -1)}_`);
      expect(asked(box, name)).toEqual([]);
      box.type(`${word.slice(-1)}\r`);
      await expect.poll(() => asked(box, name).map((call) => call.input)).toEqual([input]);
    },
  );

  test('is done as it was asked about, or not at all', async () => {
    const box = await openPower(unlocked(quietPower()), {
      answers: { 'power.restart': () => sample.operation() },
    });
    box.type('e');
    await box.see('The guest will be asked to stop; then it is started');
    const { actions } = quietPower();
    const restart = { allowed: true, consequence: 'The guest is started cold.' };
    box.store.set({ power: quietPower({ actions: { ...actions, restart } }) });
    box.type('y');
    await box.see('This is not possible any more');
    expect(asked(box, 'power.restart')).toEqual([]);
  });

  test('maintenance is begun with a reason and an end, and ended', async () => {
    const box = await openPower(unlocked(quietPower()), {
      answers: { 'power.maintenance': () => onMaintenance(), 'power.end-maintenance': () => quietPower() },
    });
    box.type('m');
    await box.see('after 4 hours');
    box.type('\r');
    await box.see('Say why: every seat shows it');
    box.type('new disks\u001b[B\u001b[C\r');
    await box.see('Suspend following?');
    box.type('y');
    await expect
      .poll(() => asked(box, 'power.maintenance').map(({ input }) => input))
      .toEqual([{ body: { reason: 'new disks', forS: 86_400 } }]);
    box.store.set({ power: { ...onMaintenance(), actions: only('maintenance-off').actions } });
    await box.see('by tty1 since');
    box.type('m');
    await box.see('Follow the guest again?');
    box.type('y');
    await expect.poll(() => asked(box, 'power.end-maintenance').length).toBe(1);
  });

  test('that does not work is told until somebody has read it, unless it is told elsewhere', async () => {
    const failed = { ...sample.operation(), kind: 'power.off', state: 'failed' as const };
    const error = { code: 'power.given-up', message: 'The guest has not stopped within 90 s, and goes on' };
    const box = await openPower(unlocked(quietPower(), { operations: [{ ...failed, error }] }));
    await box.see('Power the box off, failed');
    box.type('\u001b');
    await box.seeNo('Power the box off, failed');
    const late = { ...failed, id: 'another', error: { code: 'power.late', message: 'Still to stop' } };
    const running = { ...failed, id: 'third', kind: 'guest.start', state: 'running' as const };
    box.store.set({ operations: [late] });
    box.store.set({ operations: [running, late] });
    await box.see('Start the guest, under way');
    expect(box.text()).not.toContain('Still to stop');
  });

  test('needs a backend that answers', async () => {
    const box = await openPower(unlocked(countingPower()), { columns: 132, rows: 50 });
    box.store.set({ link: { state: 'lost', since: '2026-03-01T08:00:00.000Z', attempt: 1 } });
    await box.see('The backend does not answer');
    for (const text of ['f calls it off', 'p Power off', 'What can be done now']) await box.seeNo(text);
    expect(box.clock.pending.length).toBe(1);
  });
});

describe('the bar of what is about to happen', () => {
  test.each(['1', '2', '3', '4', '5', '6', '7', '8', '9'])('is on screen %s, and counts', async (key) => {
    const box = renderConsole({ state: unlocked(countingPower()) });
    await box.see('THE GUEST IS RUNNING');
    box.type(key);
    await box.until('the bar', (_, rows) =>
      /The guest has halted: the box powers off in 8 s +f calls it off/.test(rows[1] ?? ''),
    );
    box.clock.advance(1000);
    await box.until('7 s', (_, rows) => rows[1]?.includes('in 7 s') === true);
  });

  test('is on terminals of any size, and goes when it is over; then nothing ticks', async () => {
    const box = renderConsole({ state: unlocked(countingPower()), columns: 40, rows: 10 });
    await box.see('f calls it off');
    box.store.set({ power: quietPower() });
    await box.seeNo('f calls it off');
    expect(box.clock.pending.length).toBe(1);
  });

  test('f calls off what is about to happen, without a second question', async () => {
    const box = renderConsole({
      state: unlocked(countingPower()),
      answers: { 'power.cancel': () => quietPower() },
    });
    await box.see('f calls it off');
    box.type('f');
    await expect.poll(() => asked(box, 'power.cancel').length).toBe(1);
    expect(box.text()).not.toContain('Call it off?');
  });

  test('f needs the PIN, and calls off right after it', async () => {
    const viewer = { ...sample.access(), role: 'viewer' as const, retryAfterMs: 0 };
    const box = renderConsole({
      state: unlocked(countingPower(), { access: viewer }),
      answers: {
        'access.get': () => viewer,
        'access.unlock': () => technician,
        'power.cancel': () => quietPower(),
      },
    });
    await box.see('f calls it off');
    box.type('f');
    await box.see("Call it off? This needs the technician's PIN.");
    expect(asked(box, 'power.cancel')).toEqual([]);
    box.type('2468\r');
    await expect.poll(() => asked(box, 'power.cancel').length).toBe(1);
  });

  test('f after the end of the countdown says that it is too late', async () => {
    const viewer = { ...sample.access(), role: 'viewer' as const, retryAfterMs: 0 };
    const box = renderConsole({
      state: unlocked(countingPower(), { access: viewer }),
      answers: { 'access.get': () => viewer, 'access.unlock': () => technician },
    });
    await box.see('f calls it off');
    box.type('f');
    await box.see("Technician's PIN");
    box.store.set({ power: quietPower() });
    box.type('2468\r');
    await box.see('This is not possible any more');
    expect(asked(box, 'power.cancel')).toEqual([]);
  });

  test('counts the time of a guest that was asked to stop', async () => {
    const box = await openPower(unlocked(stoppingPower()), { columns: 132 });
    await box.see(
      'The guest was asked to stop (power button): 87 s left, then the seats are asked what to do',
    );
    await box.see(/Once it is off, the box powers off \(power button\)/);
    box.clock.advance(1000);
    await box.see('86 s left');
  });

  test('offers to force a guest off that is late, after a typed word', async () => {
    const waiting = stop({ verdict: 'stopped', outcome: 'waiting' });
    const late = { ...stoppingPower({ phase: 'late' }), last: waiting };
    const box = await openPower(unlocked(late), { answers: { 'power.force': () => late } });
    expect(box.text()).not.toContain('Last stop');
    await box.see('F forces it off, f lets it go on');
    expect(box.clock.pending.length).toBe(1);
    box.type('F');
    await box.see(/what it has not written is lost; then the box/);
    box.type('force\r');
    await expect.poll(() => asked(box, 'power.force').length).toBe(1);
    box.store.set({ power: stoppingPower({ phase: 'forcing' }) });
    await box.see("The guest's power is being cut");
    await box.seeNo('f lets it go on');
  });
});

describe('the Overview', () => {
  test('has a line of power', async () => {
    const box = renderConsole({ state: unlocked(quietPower()) });
    await box.see(/Power +follows the guest; last stop: power cut/);
    box.store.set({ power: onMaintenance() });
    await box.see(/Power +maintenance: the disks are being replaced/);
    await box.see('MAINTENANCE: THE BOX DOES NOT FOLLOW THE GUEST: press 6');
    box.store.set({ power: leftOff() });
    await box.see(/Power +the guest is left off after 10 restarts/);
    await box.see('THE GUEST IS LEFT OFF: IT STOPPED TOO OFTEN: press 6');
  });
});
