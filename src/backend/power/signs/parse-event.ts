import { plainText, type Sign } from '../../../contract/index.ts';
import type { PowerEvent } from '../../engine/power-event.ts';
import type { Fact, Seen } from './model.ts';

/** What an event says of the end of a run; undefined when it says nothing of it. `at`: when it came, where it has no time of its own. */
export function parseEvent(event: PowerEvent, at: string, by: 'qemu' | 'witness' = 'qemu'): Seen | undefined {
  if (event.from === 'libvirt') {
    const fact = toLibvirtFact(event.event, event.detail);
    return fact && { fact, sign: { at, source: 'libvirt', what: `${event.event} (${event.detail})` } };
  }
  const data = toData(event.data);
  const fact = toQemuFact(event.event, data);
  if (fact === undefined) return undefined;
  const words = [event.event, data.reason ?? data.action].filter((word) => word !== undefined);
  const sign: Sign = {
    at: toTime(event.atMs) ?? at,
    source: by,
    what: plainText(words.join(' ')).slice(0, 80),
  };
  return { fact, sign, stamp: event.stamp };
}

function toLibvirtFact(event: string, detail: string): Fact | undefined {
  if (event === 'stopped') return { kind: 'off', how: detail };
  return event === 'crashed' ? { kind: 'panic' } : undefined;
}

interface Data {
  reason?: string;
  action?: string;
}

function toData(data: unknown): Data {
  const { reason, action } = (typeof data === 'object' && data !== null ? data : {}) as Record<
    string,
    unknown
  >;
  return {
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof action === 'string' ? { action } : {}),
  };
}

function toQemuFact(event: string, { reason = '', action = '' }: Data): Fact | undefined {
  switch (event) {
    case 'SHUTDOWN':
      return shutdowns[reason] ?? { kind: 'host', reset: reason === 'host-qmp-system-reset' };
    case 'GUEST_PANICKED':
      return { kind: 'panic' };
    case 'WATCHDOG':
      return { kind: 'watchdog', action };
    case 'POWERDOWN':
      return { kind: 'button' };
    default:
      return undefined;
  }
}

const shutdowns: Record<string, Fact> = {
  'guest-shutdown': { kind: 'halt' },
  'guest-reset': { kind: 'reset' },
  'guest-panic': { kind: 'panic' },
};

function toTime(atMs: number): string | undefined {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
