import { execa } from 'execa';
import { environment } from './commands.ts';

export interface Listener {
  /** The program has said something, on either of its outputs. */
  output(): void;
  /** It has ended, without having been told to; `message` is its last line of complaint. */
  end(message: string): void;
}

export interface Following {
  /** Ends the program and waits until it has. `end` is not called. */
  stop(): Promise<void>;
}

/** Runs a program that goes on for ever. What it says is not kept: whoever listens looks at the machine itself. Never throws. */
export type FollowCommand = (file: string, args: readonly string[], listener: Listener) => Following;

const maxComplaint = 500;

export const followCommand: FollowCommand = (file, args, { output, end }) => {
  const child = execa(file, args, {
    reject: false,
    buffer: false,
    extendEnv: false,
    env: environment,
    stdin: 'ignore',
    forceKillAfterDelay: 2000,
  });
  let complaint = '';
  let stopping = false;
  child.stdout.on('data', output);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = text.trim().split('\n').at(-1)?.slice(0, maxComplaint) ?? '';
    output();
  });
  const ended = child.then((result) => {
    if (!stopping) end(complaint || (result.shortMessage ?? 'it has ended'));
  });
  return {
    stop: async () => {
      stopping = true;
      child.kill();
      await ended;
    },
  };
};
