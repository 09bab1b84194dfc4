import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toExitCode, toFailureText } from '../../../scripts/lib/report-failure.ts';
import { runSteps, type Step, StepFailure } from '../../../scripts/lib/step.ts';

let root: string;
let seen: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bezel-steps-'));
  seen = [];
});
afterEach(() => rm(root, { recursive: true, force: true }));

const progress = {
  start: (title: string) => seen.push(title),
  detail: () => {},
  end: (result: string) => seen.push(result),
};
const run = (steps: Step[], signal = new AbortController().signal) =>
  runSteps(steps, { root, progress, signal });

function building(hash: string, onRun: () => void = () => {}): Step {
  const output = join(root, 'made');
  return {
    name: 'build',
    title: 'Building',
    inputs: async () => hash,
    outputs: [output],
    async run() {
      onRun();
      await writeFile(output, hash);
    },
  };
}

describe('steps', () => {
  it('run again only when what goes in has changed', async () => {
    await run([building('a')]);
    await run([building('a')]);
    await run([building('b')]);
    expect(seen).toEqual(['Building', 'done', 'Building', 'cached', 'Building', 'done']);
  });

  it('run again when what they made is gone', async () => {
    await run([building('a')]);
    await rm(join(root, 'made'));
    await run([building('a')]);
    expect(seen).toEqual(['Building', 'done', 'Building', 'done']);
  });

  it('are not taken for done after a failure', async () => {
    const failing = building('a', () => {
      throw new Error('no space left');
    });
    await expect(run([failing])).rejects.toThrow('no space left');
    await run([building('a')]);
    expect(seen).toEqual(['Building', 'failed', 'Building', 'done']);
  });

  it('stop at the first that fails, and say what, the last 20 lines and where the log is', async () => {
    const failing: Step = {
      name: 'image',
      title: 'Building the host image',
      async run({ log }) {
        for (let line = 1; line <= 40; line++) log(`line ${line}`);
        throw Object.assign(new Error('The mirror does not answer'), { hint: 'Is the network up?' });
      },
    };
    const error = await run([failing, building('a')]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StepFailure);
    expect(seen).toEqual(['Building the host image', 'failed']);
    const { signal } = new AbortController();
    const text = toFailureText(error, signal);
    const log = join(root, 'build/logs/image.log');
    expect(text).toMatch(
      /Building the host image: failed\n {2}The mirror does not answer\n {2}Is the network up\?/,
    );
    expect(text).toContain('  line 40\n');
    expect(text).not.toContain('  line 15\n');
    expect(text).toContain(`The whole log: ${log}`);
    expect(await readFile(log, 'utf8')).toContain('line 1\n');
    expect(toExitCode(signal)).toBe(1);
  });

  it('end without a failure of their own when they are cancelled', async () => {
    const controller = new AbortController();
    const waiting: Step = {
      name: 'wait',
      title: 'Waiting',
      run: async () => controller.abort(new Error('Cancelled')),
    };
    const error = await run([waiting, building('a')], controller.signal).catch((reason: unknown) => reason);
    expect(toFailureText(error, controller.signal)).toBe('Cancelled.');
    expect(toExitCode(controller.signal)).toBe(130);
    expect(seen).toEqual(['Waiting', 'failed']);
  });
});
