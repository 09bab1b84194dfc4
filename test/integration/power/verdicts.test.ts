import { afterAll, beforeAll, expect, test } from 'vitest';
import { ShutdownFlags } from '../../../src/libvirt/index.ts';
import { type PowerBox, startPowerBox } from './support/box.ts';

let box: PowerBox;
let stops = 0;
beforeAll(async () => {
  box = await startPowerBox();
  // Every stop is followed by another start, at once: so one box tells of all of them.
  const again = '{ action: restart, delayS: 0 }';
  await box.writePolicy(
    `power:
  halted: ${again}
  stopped: ${again}
  killed: ${again}
  unknown: ${again}
  backOff: { delaysS: [0], giveUpAfter: 0 }
`,
  );
  await box.backend.start();
  await box.booted(1);
});
afterAll(() => box?.[Symbol.asyncDispose]());

const cases: [how: string, verdict: string, end: () => Promise<unknown>][] = [
  ['halts', 'halted', () => box.tell('h')],
  ['resets itself', 'rebooted', () => box.tell('r')],
  ['makes a triple fault', 'rebooted', () => box.tell('t')],
  ['panics', 'crashed', () => box.tell('p')],
  ['does not feed its watchdog', 'watchdog', () => box.tell('w')],
  ['is asked to stop by a seat', 'stopped', () => box.backend.admin.call('guest.stop')],
  [
    'is asked to stop past Bezel',
    'stopped',
    async () => box.connection.shutdown(await box.dom(), ShutdownFlags.ACPI_POWER_BTN),
  ],
  ['loses its power by a seat', 'killed', () => box.backend.admin.call('guest.kill')],
  ['loses its power past Bezel', 'killed', async () => box.connection.destroy(await box.dom())],
  ['is reset by a seat', 'killed', () => box.backend.admin.call('guest.reset')],
  ['loses QEMU by SIGKILL', 'qemu-died', async () => process.kill(box.qemuPid(), 'SIGKILL')],
  ['loses QEMU by SIGTERM', 'killed', async () => process.kill(box.qemuPid(), 'SIGTERM')],
];

test.each(cases)('a guest that %s is %s, and starts again', async (_, verdict, end) => {
  await end();
  stops++;
  const entry = await box.entered(stops);
  expect(entry).toMatchObject({ verdict, action: 'restart', outcome: 'done' });
  expect(entry.evidence).not.toEqual([]);
  await box.booted(stops + 1);
  expect(await box.ledger()).toHaveLength(stops);
});
