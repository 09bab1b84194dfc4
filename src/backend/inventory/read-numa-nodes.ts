import type { NumaNode, Problem } from '../../contract/index.ts';
import type { Files } from '../host/files.ts';
import { toFact } from './facts.ts';
import { parseDistances, parseMemory } from './parse-memory.ts';
import { parseLine, parseList } from './parse-scalar.ts';
import { readHugePages } from './read-huge-pages.ts';

const folder = '/sys/devices/system/node';

export interface NumaReading {
  /** By id; none on a machine whose kernel knows no NUMA. */
  nodes: NumaNode[];
  problems: Problem[];
}

/** The nodes that are online, with or without processors or memory. */
export async function readNumaNodes(files: Files): Promise<NumaReading> {
  const names = await files.listNames(folder);
  const ids = (names.ok ? names.value : [])
    .flatMap((name) => /^node(\d{1,5})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  const readings = await Promise.all(ids.map((id) => readNode(files, id, ids.length)));
  return {
    nodes: readings.map(({ node }) => node),
    problems: readings.flatMap(({ problem }) => problem ?? []),
  };
}

async function readNode(
  files: Files,
  id: number,
  count: number,
): Promise<{ node: NumaNode; problem?: Problem }> {
  const home = `${folder}/node${id}`;
  const [meminfo, cpulist, distance, hugePages] = await Promise.all([
    files.readText(`${home}/meminfo`),
    files.readText(`${home}/cpulist`),
    files.readText(`${home}/distance`),
    readHugePages(files, `${home}/hugepages`),
  ]);
  const cpus = cpulist.ok ? (parseLine(cpulist.value) ?? '') : '';
  const node = {
    id,
    totalMiB: toFact(meminfo, (text) => parseMemory(text, 'MemTotal')),
    cpus,
    distances: toFact(distance, (text) => parseDistances(text, count)),
    hugePages,
  };
  // A node of memory only says an empty list.
  const isClear = cpulist.ok && (cpus === '' || parseList(cpus) !== undefined);
  return isClear ? { node } : { node, problem: toProblem(id) };
}

const toProblem = (id: number): Problem => ({
  code: 'inventory.node-unreadable',
  severity: 'warning',
  message: `NUMA node ${id} does not say which processors it has, so that they count as node 0's`,
});
