// @ts-check
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';

const tailLines = 20;

/**
 * @typedef {object} StepLog
 * @property {string} path
 * @property {(line: string) => void} write
 * @property {() => readonly string[]} tail the last 20 lines, oldest first
 * @property {() => Promise<void>} close
 */

/**
 * Starts a step's log anew.
 * @param {string} path
 * @returns {Promise<StepLog>}
 */
export async function openStepLog(path) {
  await mkdir(dirname(path), { recursive: true });
  const file = createWriteStream(path);
  /** @type {string[]} */
  let last = [];
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
