import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

const tailLines = 20;

export interface StepLog {
  readonly path: string;
  write(line: string): void;
  /** The last 20 lines, oldest first. */
  tail(): readonly string[];
  close(): Promise<void>;
}

/** Starts a step's log anew. */
export async function openStepLog(path: string): Promise<StepLog> {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  let last: string[] = [];
  return {
    path,
    write(line) {
      last = [...last, ...line.split('\n')].slice(-tailLines);
      file.write(`${line}\n`);
    },
    tail: () => last,
    async close() {
      file.end();
      await finished(file);
    },
  };
}
