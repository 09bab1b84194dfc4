import { MEMORY_STATS_MAX, statsProcedures as P } from '../procedures/stats.ts';
import type { TypedParams } from '../procedures/typed-params.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** `virDomainMemoryStatTags` in order. All in KiB but the fault and huge page counts and lastUpdate (seconds since 1970). */
const MEMORY_TAGS = [
  'swapIn',
  'swapOut',
  'majorFault',
  'minorFault',
  'unused',
  'available',
  'actualBalloon',
  'rss',
  'usable',
  'lastUpdate',
  'diskCaches',
  'hugetlbPgalloc',
  'hugetlbPgfail',
] as const;

export type MemoryStat = (typeof MEMORY_TAGS)[number];

/** One domain's statistics by libvirt's names: `cpu.time`, `balloon.current`, `block.0.rd.bytes`, … */
export interface DomainStats {
  readonly dom: Domain;
  readonly stats: TypedParams;
}

/** What a running domain uses. */
export function withStats<B extends CallsClass>(Base: B) {
  abstract class Stats extends Base {
    /** What the balloon and the host know; a tag that this domain doesn't report is missing. virDomainMemoryStats. */
    async memoryStats(dom: Domain, options?: CallOptions): Promise<Partial<Record<MemoryStat, number>>> {
      const { stats } = await this.call(P.memoryStats, { dom, max: MEMORY_STATS_MAX, flags: 0 }, options);
      return Object.fromEntries(
        stats.flatMap(({ tag, value }) => {
          const name = MEMORY_TAGS[tag];
          return name === undefined ? [] : [[name, value]];
        }),
      );
    }

    /** Of these domains, or of all; StatsFlags, AllStatsFlags. One call. virConnectGetAllDomainStats. */
    async domainStats(
      domains: readonly Domain[] = [],
      stats = 0,
      flags = 0,
      options?: CallOptions,
    ): Promise<DomainStats[]> {
      const { records } = await this.call(P.allDomainStats, { domains, stats, flags }, options);
      return records.map(({ dom, params }) => ({ dom, stats: params }));
    }

    /** Counters of a disk since it was plugged; -1 where unknown. virDomainBlockStats. */
    blockStats(dom: Domain, path: string, options?: CallOptions) {
      return this.call(P.blockStats, { dom, path }, options);
    }

    /** Counters of a NIC by the name of its tap device; -1 where unknown. virDomainInterfaceStats. */
    interfaceStats(dom: Domain, device: string, options?: CallOptions) {
      return this.call(P.interfaceStats, { dom, device }, options);
    }

    /** The guest's addresses, from AddressSource; `type` is 0 for IPv4, 1 for IPv6. virDomainInterfaceAddresses. */
    async interfaceAddresses(dom: Domain, source = 0, options?: CallOptions) {
      return (await this.call(P.interfaceAddresses, { dom, source, flags: 0 }, options)).interfaces;
    }
  }
  return Stats;
}
