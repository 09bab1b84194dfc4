import { execa } from 'execa';
import { environment } from './commands.ts';

export interface Listener {
  /** The program has said something, on either of its outputs; `bytes`: what, where that is its standard output. */
  output(bytes?: Uint8Array): void;
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

export const followCommand: FollowCommand = (file, args, { output, end }) =>
  followOutput(file, args, { bytes: output, complaint: () => output(), end });

export interface OutputListener {
  /** What it writes to its standard output. */
  bytes(bytes: Uint8Array): void;
  /** It has complained on its error output. */
  complaint(): void;
  end(message: string): void;
}

/** As `followCommand`, for whoever wants to know what the program says. Never throws. */
export function followOutput(
  file: string,
  args: readonly string[],
  { bytes, complaint: onComplaint, end }: OutputListener,
): Following {
  const child = execa(file, args, {
    reject: false,
    buffer: false,
    extendEnv: false,
    env: environment,
    stdin: 'ignore',
    forceKillAfterDelay: 2000,
  });
  let complaints = '';
  let stopping = false;
  child.stdout.on('data', bytes);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    // Many programs write a line in pieces, its end by itself.
    complaints = (complaints + text).slice(-maxComplaint);
    onComplaint();
  });
  const ended = child.then((result) => {
    const complaint = complaints.trimEnd().split('\n').at(-1);
    if (!stopping) end(complaint || (result.shortMessage ?? 'it has ended'));
  });
  return {
    stop: async () => {
      stopping = true;
      child.kill();
      await ended;
    },
  };
}
