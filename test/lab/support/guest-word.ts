import type { Box } from '../driver/box.ts';
import { reachPrompt } from '../driver/guest-shell.ts';

const promptMs = 300_000;

/** Says a word at the demo guest's prompt, and does not wait for what comes of it. */
export async function tellGuest(box: Box, word: string): Promise<void> {
  const seat = await box.openGuestSerial();
  await reachPrompt(seat, promptMs);
  await seat.type(`${word}\r`);
}
