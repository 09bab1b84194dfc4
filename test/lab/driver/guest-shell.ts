import { randomBytes } from 'node:crypto';
import { LabTimeout } from './errors.ts';
import type { SerialSeat } from './serial.ts';
import { waitFor } from './wait.ts';

/** Runs one line in the demo guest's shell, on its serial console, and returns what it says and its exit code. */
export async function runInGuest(
  seat: SerialSeat,
  line: string,
  timeoutMs = 300_000,
): Promise<{ exitCode: number; output: string }> {
  await reachPrompt(seat, timeoutMs);
  const token = randomBytes(4).toString('hex');
  const before = seat.raw().length;
  // The echo of what is typed has no number behind the token.
  await seat.type(`sh\r{ ${line}; } 2>&1; echo "end ${token} $?"\r`);
  const end = new RegExp(`end ${token} (\\d+)\\r?\\n`);
  const ended = () => end.exec(seat.raw().subarray(before).toString());
  const found = await waitFor(ended, { what: `the guest to run ${line}`, timeoutMs, intervalMs: 100 });
  const text = seat.raw().subarray(before).toString().slice(0, found.index);
  await seat.type('exit\r');
  await waitFor(() => /guest> $/.test(seat.raw().toString()), { what: "the guest's prompt", timeoutMs });
  // A shell that was not there yet when the line came echoes it a second time.
  const typed = text.lastIndexOf(`$?"`);
  if (typed < 0) throw new LabTimeout('the guest does not echo what is typed');
  return { exitCode: Number(found[1]), output: text.slice(text.indexOf('\n', typed) + 1) };
}

/** Waits until the demo guest's serial console has its prompt. One Enter every five seconds: it may not have been listening yet. */
export async function reachPrompt(seat: SerialSeat, timeoutMs: number): Promise<void> {
  await seat.connect();
  let asked = 0;
  const ready = async () => {
    if (asked++ % 20 === 0) await seat.type('\r');
    return /guest> $/.test(seat.raw().toString());
  };
  await waitFor(ready, { what: "a prompt on the guest's serial console", timeoutMs });
}
