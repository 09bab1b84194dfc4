import { once } from 'node:events';
import type { ReadStream } from 'node:tty';
import { connectSocket } from '../driver/unix-socket.ts';
import { type Command, withBox } from './command.ts';

/** Ctrl-]: what telnet and virsh use. */
const leave = 0x1d;

export const serial: Command = {
  usage: 'serial',
  summary: 'sit down at the serial seat; Ctrl-] leaves',
  run: (args) => withBox(args, (box) => attach(box.state.serial)),
};

export const guest: Command = {
  usage: 'guest',
  summary: "sit down at the guest's serial console; Ctrl-] leaves",
  run: (args) =>
    withBox(args, async (box) => {
      await box.openGuestSerial();
      await attach(box.state.driver.guestSerial);
    }),
};

/** Joins this terminal and a socket until Ctrl-], the end of the input or the end of the box. */
async function attach(path: string): Promise<void> {
  const socket = await connectSocket(path);
  const input: ReadStream = process.stdin;
  const raw = (on: boolean) => input.isTTY && input.setRawMode(on);
  const onInput = (bytes: Buffer) => {
    const end = bytes.indexOf(leave);
    socket.write(end < 0 ? bytes : bytes.subarray(0, end));
    if (end >= 0) socket.end();
  };
  const onEnd = () => socket.end();
  raw(true);
  try {
    input.on('data', onInput).once('end', onEnd);
    socket.on('data', (bytes) => process.stdout.write(bytes));
    await once(socket, 'close');
  } finally {
    raw(false);
    input.off('data', onInput).off('end', onEnd);
    input.pause();
  }
}
