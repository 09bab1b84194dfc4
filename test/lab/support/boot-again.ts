import type { Box } from '../driver/box.ts';

/** Switches a box that is off on again, and waits until its API answers. */
export async function bootAgain(box: Box): Promise<void> {
  await box.switchOn({ owned: true });
  await box.apiReady();
}
