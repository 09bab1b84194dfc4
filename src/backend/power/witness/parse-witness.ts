import type { PowerEvent } from '../../engine/power-event.ts';

export type QemuEvent = Extract<PowerEvent, { from: 'qemu' }>;

/** A line of `virsh qemu-monitor-event`, for example `event RESUME at 1429293949.123456 for domain 'guest': <null>`. */
const form = /^event ([A-Z_]{1,40}) at (\d{1,12}\.\d{6}) for domain '([^']{1,255})': (.{0,4000})$/;

/** What the witness has written down of this domain, oldest first. Lines that it can't have written are left out. */
export const parseWitness = (text: string, name: string): QemuEvent[] =>
  text.split('\n').flatMap((line) => parseLine(line, name) ?? []);

function parseLine(line: string, name: string): QemuEvent | undefined {
  const [, event, stamp, domain, data] = form.exec(line) ?? [];
  if (event === undefined || stamp === undefined || data === undefined || domain !== name) return undefined;
  return { from: 'qemu', event, stamp, atMs: Math.floor(Number(stamp) * 1000), data: parseData(data) };
}

function parseData(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
