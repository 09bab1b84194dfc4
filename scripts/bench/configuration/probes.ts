import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundle, writeModuleMark } from '../../lib/bundle.ts';
import { readNodeOptions } from '../bezeld.ts';
import type { Reading } from './read-probe.ts';
import type { Rendering } from './render-probe.ts';

const run = promisify(execFile);

export interface BenchMachine {
  nics: number;
  /** Below it are the machine's files. */
  folder: string;
}

/** One process for each machine, the largest last, and one that only reads the files of the largest. */
export interface Sample {
  renderings: Rendering[];
  reading: Reading;
}

/** What the machine was asked, the same in each process. */
export interface Counts {
  nics: number;
  asked: number;
  read: number;
}

export interface Probes {
  counts: Counts[];
  sample(): Promise<Sample>;
}

/** All processors pinned and all NICs passed on: the longest XML that the machines give. */
const policy = `version: 1
guest:
  cpus: {pinning: cores, reserve: 2}
  disks: [{target: vda, source: /dev/bezel/guest-system}, {target: vdb, source: /dev/bezel/guest-data}]
`;

/** Bundles the programs as the product's are, for processes with the options that bezeld has in the box. */
export async function prepareProbes(
  root: string,
  dir: string,
  machines: readonly BenchMachine[],
): Promise<Probes> {
  const [dist, policyFile, list] = [join(dir, 'dist'), join(dir, 'appliance.yaml'), join(dir, 'files.json')];
  await writeModuleMark(dist);
  for (const file of ['render-probe', 'read-probe']) {
    await bundle(root, dist, { entry: `scripts/bench/configuration/${file}.ts`, file: `${file}.js` });
  }
  await writeFile(policyFile, policy);
  const options = await readNodeOptions(root, 'bezeld.service');

  const start = async <T>(program: string, ...args: string[]): Promise<T> => {
    const { stdout } = await run(process.execPath, [...options, join(dist, program), ...args], {
      env: { ...process.env, MALLOC_ARENA_MAX: '1' },
      maxBuffer: 16 * 1024 * 1024,
    });
    return JSON.parse(stdout) as T;
  };
  const render = (folder: string, ...more: string[]): Promise<Rendering> =>
    start('render-probe.js', folder, policyFile, join(root, 'templates/domain.xml'), ...more);

  const counts: Counts[] = [];
  for (const { nics, folder } of machines) {
    const { asked = 0, read = [] } = await render(folder, 'list');
    counts.push({ nics, asked, read: read.length });
    await writeFile(list, JSON.stringify(read.map((path) => join(folder, path))));
  }
  return {
    counts,
    async sample() {
      const renderings: Rendering[] = [];
      for (const { folder } of machines) renderings.push(await render(folder));
      return { renderings, reading: await start<Reading>('read-probe.js', list) };
    },
  };
}
