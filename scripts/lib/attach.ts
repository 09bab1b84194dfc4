import { connect } from 'node:net';
import type { Readable, Writable } from 'node:stream';

/** Ctrl-]: leaves, as in telnet and virsh console. */
export const leaveKey = 0x1d;

/** Ctrl-L: asks whatever draws on the line to measure the terminal and draw everything again. */
const redrawKey = '\f';

/** Ends colours, scroll region, alternate screen, mouse and paste reports, shows the cursor, and goes below what was drawn. */
const calm =
  '\u001b[0m\u001b[r\u001b[?1000;1002;1003;1006;2004l\u001b[?1049l\u001b[?25h\u001b[?7h\u001b[999;1H\r\n';

export interface Keyboard extends Readable {
  isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
}

export interface Attachment {
  /** Unix socket of the serial line. */
  socket: string;
  keyboard: Keyboard;
  screen: Writable;
  signal: AbortSignal;
}

/**
 * Joins a terminal and a serial line byte for byte until the person leaves, the line ends, or the signal fires, and
 * leaves the terminal as it was. Rejects when the line can't be opened.
 */
export async function attach({ socket, keyboard, screen, signal }: Attachment): Promise<'left' | 'ended'> {
  const line = connect(socket);
  await new Promise<void>((resolve, reject) => line.once('connect', resolve).once('error', reject));
  const calmOnExit = () => restore(keyboard, screen);
  process.once('exit', calmOnExit);
  keyboard.setRawMode?.(true);
  const redraw = () => line.write(redrawKey);
  screen.on('resize', redraw);
  try {
    return await join(line, keyboard, screen, signal);
  } finally {
    screen.off('resize', redraw);
    process.off('exit', calmOnExit);
    restore(keyboard, screen);
    line.destroy();
  }
}

function join(line: ReturnType<typeof connect>, keyboard: Keyboard, screen: Writable, signal: AbortSignal) {
  return new Promise<'left' | 'ended'>((resolve) => {
    const onKeys = (keys: Buffer) => {
      const leave = keys.indexOf(leaveKey);
      line.write(leave === -1 ? keys : keys.subarray(0, leave));
      if (leave !== -1) end('left');
    };
    const onOutput = (bytes: Buffer) => screen.write(bytes);
    const onEnd = () => end('ended');
    const onAbort = () => end('left');
    const end = (how: 'left' | 'ended') => {
      keyboard.off('data', onKeys);
      keyboard.pause();
      line.off('data', onOutput);
      signal.removeEventListener('abort', onAbort);
      resolve(how);
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) return onAbort();
    line.on('data', onOutput).once('close', onEnd).on('error', onEnd);
    keyboard.on('data', onKeys);
    line.write(redrawKey);
  });
}

function restore(keyboard: Keyboard, screen: Writable): void {
  keyboard.setRawMode?.(false);
  if (keyboard.isTTY) screen.write(calm);
}
