// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createProgress } from '../lib/progress.mjs';
import { openStepLog } from '../lib/step-log.mjs';
import { toFailureReport } from '../lib/text.mjs';
import { Refusal } from './machine.mjs';

/**
 * Runs one command as a step: a line on the screen, its output in build/logs. Throws a Refusal that says what failed.
 * @param {string} root
 * @param {{ name: string, title: string, command: readonly string[], env?: NodeJS.ProcessEnv }} step
 */
export async function runStep(root, { name, title, command, env = process.env }) {
  const progress = createProgress(process.stdout);
  const log = await openStepLog(join(root, 'build/logs', `${name}.log`));
  progress.start(title);
  const message = await run(root, command, env, (line) => {
    log.write(line);
    progress.detail(line);
  });
  progress.end(message === undefined ? 'done' : 'failed');
  await log.close();
  if (message === undefined) return;
  throw new Refusal(toFailureReport({ title, message, tail: log.tail(), logPath: log.path }));
}

/**
 * Resolves to why the command failed, or to undefined.
 * @param {string} cwd
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} onLine
 * @returns {Promise<string | undefined>}
 */
function run(cwd, [file = '', ...args], env, onLine) {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const output of [child.stdout, child.stderr]) createInterface(output).on('line', onLine);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      resolve(code === 0 ? undefined : `${file} ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}
