import { EV, SYN } from '../../../../src/display/input/codes.ts';
import { type RawEvent, renderEvent } from '../../../../src/display/input/parse-events.ts';

/** The end of a report. */
export const report = (timeMs = 0): RawEvent => ({ timeMs, type: EV.SYN, code: SYN.REPORT, value: 0 });
export const dropped: RawEvent = { timeMs: 0, type: EV.SYN, code: SYN.DROPPED, value: 0 };
export const key = (code: number, value: number, timeMs = 0): RawEvent => ({
  timeMs,
  type: EV.KEY,
  code,
  value,
});
export const rel = (code: number, value: number): RawEvent => ({ timeMs: 0, type: EV.REL, code, value });
export const abs = (code: number, value: number): RawEvent => ({ timeMs: 0, type: EV.ABS, code, value });

/** As the kernel gives them. */
export const toBytes = (...events: readonly RawEvent[]): Buffer =>
  Buffer.concat(events.map(({ type, code, value }) => renderEvent(type, code, value)));
