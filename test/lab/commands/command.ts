import { Box } from '../driver/box.ts';
import type { Arguments, OptionKind } from './arguments.ts';

export type Output = {
  /** What the command is for: text for people, or the object when --json is given. */
  print: (text: string, json?: unknown) => void;
  /** Bytes of a command in the box, to the stream they came from. */
  pass: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void;
};

export type Command = {
  /** How the command is written, without `--dir`, which all have. */
  usage: string;
  summary: string;
  options?: Record<string, OptionKind>;
  /** Returns the exit code when it is not 0. */
  run: (args: Arguments, output: Output) => Promise<number> | Promise<void>;
};

/** Does something with the box of `--dir` and lets go of it. */
export async function withBox<T>({ dir }: Arguments, use: (box: Box) => Promise<T>): Promise<T> {
  const box = await Box.open(dir);
  try {
    return await use(box);
  } finally {
    await box.disconnect();
  }
}
