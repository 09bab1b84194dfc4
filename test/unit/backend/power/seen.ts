import type { PowerEvent } from '../../../../src/backend/engine/power-event.ts';
import type { Asked, Seen } from '../../../../src/backend/power/signs/model.ts';
import { parseEvent } from '../../../../src/backend/power/signs/parse-event.ts';
import type { Actor, IntentKind } from '../../../../src/contract/index.ts';

export const technician: Actor = { seat: 'tty1', role: 'technician' };
/** Of the recorded events below. */
export const beganMs = Date.parse('2026-03-01T08:00:00.000Z');

const atOf = (afterS: number): string => new Date(beganMs + afterS * 1000).toISOString();

/** An event of QEMU's monitor, so long after the run began. */
export const qemu = (event: string, data?: object, afterS = 60): PowerEvent => ({
  from: 'qemu',
  event,
  stamp: `${(beganMs / 1000 + afterS).toFixed(6)}`,
  atMs: beganMs + afterS * 1000,
  data,
});
export const libvirt = (event: string, detail: string): PowerEvent => ({ from: 'libvirt', event, detail });

export const toSeen = (events: readonly PowerEvent[], afterS = 60): Seen[] =>
  events.flatMap((event) => parseEvent(event, atOf(afterS)) ?? []);

export const asked = (what: Asked, afterS = 50): Seen => ({
  fact: { kind: 'asked', what, by: technician },
  sign: { at: atOf(afterS), source: 'seat', what: `guest.${what} asked for by tty1 (technician)` },
});
export const intends = (kind: IntentKind, afterS = 58): Seen => ({
  fact: { kind: 'intent', intent: { kind, at: atOf(afterS) } },
  sign: { at: atOf(afterS), source: 'guest', what: `intent ${kind}` },
});
export const hostDown: Seen = {
  fact: { kind: 'host-down' },
  sign: { at: atOf(50), source: 'host', what: 'the host goes down' },
};

const signal = qemu('SHUTDOWN', { guest: false, reason: 'host-signal' }, 60.01);

/** What libvirt 9 and QEMU 7.2 tell of a guest that ends, recorded in this order. */
export const recorded = {
  halt: [
    qemu('SHUTDOWN', { guest: true, reason: 'guest-shutdown' }),
    libvirt('shutdown', 'guest'),
    signal,
    libvirt('stopped', 'shutdown'),
  ],
  reset: [
    qemu('SHUTDOWN', { guest: true, reason: 'guest-reset' }),
    libvirt('shutdown', 'guest'),
    signal,
    libvirt('stopped', 'shutdown'),
  ],
  button: [
    qemu('POWERDOWN', undefined, 59),
    qemu('SHUTDOWN', { guest: true, reason: 'guest-shutdown' }),
    libvirt('shutdown', 'guest'),
    signal,
    libvirt('stopped', 'shutdown'),
  ],
  panic: [qemu('GUEST_PANICKED', { action: 'pause' }), libvirt('crashed', 'panicked')],
  watchdogReset: [
    qemu('WATCHDOG', { action: 'reset' }),
    qemu('SHUTDOWN', { guest: true, reason: 'guest-reset' }, 60.0001),
    libvirt('shutdown', 'guest'),
    signal,
    libvirt('stopped', 'shutdown'),
  ],
  watchdogPoweroff: [qemu('WATCHDOG', { action: 'poweroff' }), libvirt('stopped', 'failed')],
  watchdogShutdown: [
    qemu('WATCHDOG', { action: 'shutdown' }),
    qemu('POWERDOWN', undefined, 60.0001),
    qemu('SHUTDOWN', { guest: true, reason: 'guest-shutdown' }, 60.0002),
    libvirt('shutdown', 'guest'),
    signal,
    libvirt('stopped', 'shutdown'),
  ],
  watchdogPause: [qemu('WATCHDOG', { action: 'pause' }), libvirt('suspended', 'watchdog')],
  watchdogNone: [qemu('WATCHDOG', { action: 'none' })],
  watchdogNmi: [qemu('WATCHDOG', { action: 'inject-nmi' })],
  destroy: [signal, libvirt('shutdown', 'host'), libvirt('stopped', 'destroyed')],
  resetButton: [
    qemu('SHUTDOWN', { guest: false, reason: 'host-qmp-system-reset' }),
    libvirt('shutdown', 'host'),
    signal,
    libvirt('stopped', 'shutdown'),
  ],
  qemuKilled: [libvirt('stopped', 'failed')],
  qemuTerminated: [signal, libvirt('shutdown', 'host'), libvirt('stopped', 'shutdown')],
  saved: [signal, libvirt('stopped', 'saved')],
} satisfies Record<string, PowerEvent[]>;
