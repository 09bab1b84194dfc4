import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type DomainEvent, DomainEventKind } from '../../../src/libvirt/index.ts';
import { type PowerBox, startPowerBox } from './support/box.ts';

let box: PowerBox;
const events: DomainEvent[] = [];
let stops = 0;
let boots = 1;

beforeAll(async () => {
  box = await startPowerBox();
  await box.writePolicy(
    `power:
  halted: { action: restart, delayS: 2 }
  killed: { action: restart, delayS: 0 }
  backOff: { delaysS: [0], giveUpAfter: 0 }
`,
  );
  box.connection.on('event', (event) => events.push(event));
  await box.connection.subscribe(['lifecycle']);
  await box.connection.subscribeMonitor(['SHUTDOWN', 'GUEST_PANICKED']);
  await box.backend.start();
  await box.booted(boots);
  await box.witness();
  // By now the witness listens: it sees this run begin.
  await box.tell('r');
  await box.entered(++stops);
  await box.booted(++boots);
  await vi.waitFor(
    async () =>
      expect(await readFile(join(box.libvirtd.dir, 'witness'), 'utf8')).toContain('event RESUME at '),
    { timeout: 30_000 },
  );
});
afterAll(() => box?.[Symbol.asyncDispose]());

const happens = (is: (event: DomainEvent) => boolean) =>
  vi.waitFor(() => expect(events.some(is)).toBe(true), { timeout: 60_000, interval: 1 });
const says = (event: DomainEvent): boolean => event.kind === 'monitor';
const hasStopped = (event: DomainEvent): boolean =>
  event.kind === 'lifecycle' && event.event === DomainEventKind.STOPPED;
const hasStarted = (event: DomainEvent): boolean =>
  event.kind === 'lifecycle' && event.event === DomainEventKind.STARTED;

const letters = { h: 'halted', r: 'rebooted', p: 'crashed', w: 'watchdog' } as const;
type Letter = keyof typeof letters;

/** When bezeld is killed: each is a moment that can be told from outside. */
const moments: [when: string, until: (letter: Letter) => Promise<unknown>][] = [
  ['as soon as QEMU has told', () => happens(says)],
  [
    'as soon as the stop is in the ledger',
    () =>
      vi.waitFor(async () => expect(await box.ledger()).toHaveLength(stops), {
        timeout: 60_000,
        interval: 1,
      }),
  ],
  ['when QEMU is gone', (letter) => (letter === 'p' ? happens(says) : happens(hasStopped))],
  ['when the guest has just started again', () => happens(hasStarted)],
];

const rounds = moments.flatMap(([when, until]) =>
  (['h', 'r', 'p', 'w'] as const).map((letter) => ({ when, until, letter, verdict: letters[letter] })),
);

test.each(rounds)(
  'bezeld is killed $when of a guest that has $verdict: it is so, and starts once',
  async ({ until, letter, verdict }) => {
    events.length = 0;
    stops++;
    await box.tell(letter);
    await until(letter);
    await box.backend.end('SIGKILL');
    await box.backend.start();
    const entry = await box.entered(stops);
    expect(entry).toMatchObject({ verdict, action: 'restart', outcome: 'done' });
    await box.booted(++boots);
    expect((await box.backend.admin.call('guest.get')).state).toBe('running');
    expect(await box.ledger()).toHaveLength(stops);
    expect(box.boots()).toBe(boots);
  },
);

test.each(Object.entries(letters))(
  'while no bezeld runs, %s is told by the witness: %s',
  async (letter, verdict) => {
    events.length = 0;
    stops++;
    await box.backend.end('SIGKILL');
    await box.tell(letter);
    await (letter === 'p' ? happens(says) : happens(hasStopped));
    await box.backend.start();
    const entry = await box.entered(stops);
    expect(entry).toMatchObject({ verdict, action: 'restart', outcome: 'done' });
    expect(entry.evidence.map(({ source }) => source)).toContain('witness');
    await box.booted(++boots);
    expect(await box.ledger()).toHaveLength(stops);
  },
);

test('two runs that end while no bezeld runs: the last one is followed, once', async () => {
  events.length = 0;
  stops++;
  await box.backend.end('SIGKILL');
  await box.tell('r');
  await happens(hasStopped);
  await box.connection.create(await box.dom());
  await box.booted(++boots);
  events.length = 0;
  await box.tell('h');
  await happens(hasStopped);
  await box.backend.start();
  expect(await box.entered(stops)).toMatchObject({ verdict: 'halted', outcome: 'done' });
  await box.booted(++boots);
  expect(await box.ledger()).toHaveLength(stops);
});
