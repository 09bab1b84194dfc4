import { charArray } from '../xdr/bytes.ts';
import type { Codec } from '../xdr/codec.ts';
import { list, struct } from '../xdr/composite.ts';
import { i32, u32, u53, u64 } from '../xdr/scalars.ts';
import { remote, text } from './wire.ts';

/** `REMOTE_NODE_CPU_STATS_MAX` and `REMOTE_NODE_MEMORY_STATS_MAX`. */
const NODE_STATS_MAX = 16;
const stats = <T>(value: Codec<T>) => ({
  params: list(struct({ field: text, value }), NODE_STATS_MAX),
  count: i32,
});

/** The host. */
export const nodeProcedures = {
  info: remote(
    6,
    'virNodeGetInfo',
    {},
    {
      model: charArray(32),
      memoryKiB: u53,
      cpus: i32,
      mhz: i32,
      nodes: i32,
      sockets: i32,
      cores: i32,
      threads: i32,
    },
  ),
  freeMemory: remote(102, 'virNodeGetFreeMemory', {}, { bytes: u53 }),
  cpuStats: remote(227, 'virNodeGetCPUStats', { cpu: i32, count: i32, flags: u32 }, stats(u64)),
  memoryStats: remote(228, 'virNodeGetMemoryStats', { count: i32, cell: i32, flags: u32 }, stats(u53)),
} as const;
