import type { NumaNode, Processor } from '../../contract/index.ts';
import type { CpuPlace } from './parse-cpu.ts';
import { parseList } from './parse-scalar.ts';

/** Processors by id, each with the node whose list has it; node 0 where none has. */
export function toProcessors(places: ReadonlyMap<number, CpuPlace>, nodes: readonly NumaNode[]): Processor[] {
  const nodeOf = new Map(nodes.flatMap(({ id, cpus }) => (parseList(cpus) ?? []).map((cpu) => [cpu, id])));
  return [...places]
    .map(([id, { packageId, coreId }]) => ({
      id,
      socket: packageId,
      core: coreId,
      node: nodeOf.get(id) ?? 0,
    }))
    .sort((a, b) => a.id - b.id);
}
