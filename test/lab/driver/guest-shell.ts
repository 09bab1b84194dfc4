import { randomBytes } from 'node:crypto';
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
  // The echo of what is typed has neither number, however the shell breaks it into lines.
  await seat.type(`sh\r{ echo "begin ${token} $((6 * 7))"; ${line}; } 2>&1; echo "end ${token} $?"\r`);
  const end = new RegExp(`begin ${token} 42\\r?\\n([^]*)end ${token} (\\d+)\\r?\\n`);
  const ended = () => end.exec(seat.raw().subarray(before).toString());
  const found = await waitFor(ended, { what: `the guest to run ${line}`, timeoutMs, intervalMs: 100 });
  await seat.type('exit\r');
  // The shell asks where the cursor is; an answer that comes after its end is behind the prompt, and Enter makes another one.
  await reachPrompt(seat, timeoutMs);
  return { exitCode: Number(found[2]), output: found[1] ?? '' };
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
