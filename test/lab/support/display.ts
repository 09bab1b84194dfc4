import type { Display } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { type Picture, parsePng } from '../driver/ppm.ts';
import { waitFor } from '../driver/wait.ts';
import { type Difference, describeDifference, isOfPointer, toDifference } from './difference.ts';

/** The console's virtual terminal, and the one of the guest's picture. */
export const consoleVt = 1;
export const guestVt = 8;
/** An emulated box starts Node in some ten seconds. */
export const shownMs = 240_000;

/** Brings the technician's console onto the monitor as a technician does, and waits until it is there. */
export async function showConsole(box: Box): Promise<void> {
  await turnTo(box, consoleVt);
  // The keyboards are the console's a moment after its terminal is in front, when no key of the combination is down any more.
  await waitFor(
    async () => {
      await box.keyboard.type('9');
      return (await box.monitor.text(consoleVt)).includes('Everywhere');
    },
    { what: 'the console to hear of keys', timeoutMs: shownMs, intervalMs: 1000 },
  );
  await box.keyboard.type('1');
  await box.monitor.waitForText(/guest is /i);
}
export const showGuest = (box: Box): Promise<void> => turnTo(box, guestVt);

async function turnTo(box: Box, vt: number): Promise<void> {
  if ((await box.monitor.vt()) === vt) return;
  await box.keyboard.press('ctrl-alt-f2');
  await isInFront(box, vt);
}

export const isInFront = async (box: Box, vt: number): Promise<unknown> =>
  waitFor(async () => (await box.monitor.vt()) === vt, { what: `tty${vt} in front`, timeoutMs: shownMs });

/** Waits until what is on the monitor is so, by the backend's word. */
export const sceneIs = (box: Box, scene: Display['scene']): Promise<Display> =>
  waitFor(
    async () => {
      const display = await box.api<Display>('/v1/display');
      return display.scene === scene && display;
    },
    { what: `the ${scene} on the monitor`, timeoutMs: shownMs },
  );

/**
 * Waits until the monitor shows what the guest draws, pixel by pixel, but for the guest's last row of text. Both are of one size.
 * `pointer`: the guest leaves its pointer to its graphics card, whose pictures are without it.
 */
export async function monitorShowsGuest(box: Box, { pointer = false } = {}): Promise<void> {
  let difference: Difference | undefined;
  await waitFor(
    async () => {
      difference = toDifference(await box.monitor.picture(), await readGuestPicture(box));
      return difference === undefined || (pointer && isOfPointer(difference));
    },
    {
      what: "the guest's own picture on the monitor",
      timeoutMs: shownMs,
      intervalMs: 1000,
      instead: () => (difference === undefined ? '' : describeDifference(difference)),
    },
  );
}

/** What the guest's QEMU says that the guest draws. */
async function readGuestPicture(box: Box): Promise<Picture> {
  const text = await box.shell.text(
    'virsh -q screenshot guest /run/guest.png >/dev/null && base64 -w 0 /run/guest.png',
  );
  return parsePng(Buffer.from(text, 'base64'));
}

/** What the demo guest shows that it has heard of keys since it began its line anew. */
export async function keysInGuest(box: Box): Promise<string> {
  return /keys: (\w*)/.exec(await readLastRow(box))?.[1] ?? '';
}

/** Waits until a demo guest that has started listens to its keyboard. */
export const guestListens = (box: Box): Promise<unknown> =>
  waitFor(async () => (await readLastRow(box)).includes('keys:'), {
    what: 'the guest to listen to its keyboard',
    timeoutMs: shownMs,
  });

const readLastRow = async (box: Box): Promise<string> => (await box.inGuest('tail -c 160 /dev/vcs1')).output;
