import { connectProcedures as P } from '../procedures/connect.ts';
import { nodeProcedures as N } from '../procedures/node.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** What domainCapabilities asks about; all of it is optional, libvirt has defaults. */
export interface CapabilitiesQuery {
  /** Path of the QEMU binary. */
  readonly emulator?: string;
  /** `x86_64`, … */
  readonly arch?: string;
  /** `q35`, … */
  readonly machine?: string;
  /** `kvm` or `qemu`. */
  readonly virtType?: string;
}

/** The connection and the host behind it. */
export function withConnect<B extends CallsClass>(Base: B) {
  abstract class Connect extends Base {
    /** libvirt's own version: major * 1,000,000 + minor * 1,000 + release. virConnectGetLibVersion. */
    async getLibVersion(options?: CallOptions): Promise<number> {
      return (await this.call(P.libVersion, {}, options)).version;
    }

    /** The hypervisor's version, in the same form. virConnectGetVersion. */
    async getVersion(options?: CallOptions): Promise<number> {
      return (await this.call(P.version, {}, options)).version;
    }

    /** `QEMU`, `TEST`, … virConnectGetType. */
    async getType(options?: CallOptions): Promise<string> {
      return (await this.call(P.type, {}, options)).type;
    }

    /** virConnectGetURI. */
    async getUri(options?: CallOptions): Promise<string> {
      return (await this.call(P.uri, {}, options)).uri;
    }

    /** The host's name. virConnectGetHostname. */
    async getHostname(options?: CallOptions): Promise<string> {
      return (await this.call(P.hostname, {}, options)).hostname;
    }

    /** XML: what the host and its hypervisors can do. virConnectGetCapabilities. */
    async getCapabilities(options?: CallOptions): Promise<string> {
      return (await this.call(P.capabilities, {}, options)).xml;
    }

    /** XML: the host's SMBIOS. virConnectGetSysinfo. */
    async getSysinfo(options?: CallOptions): Promise<string> {
      return (await this.call(P.sysinfo, { flags: 0 }, options)).xml;
    }

    /** XML: what a domain of this kind can have here. virConnectGetDomainCapabilities. */
    async domainCapabilities(
      query: CapabilitiesQuery = {},
      flags = 0,
      options?: CallOptions,
    ): Promise<string> {
      const { emulator, arch, machine, virtType } = query;
      return (await this.call(P.domainCapabilities, { emulator, arch, machine, virtType, flags }, options))
        .xml;
    }

    /** CPUs and memory; `mhz` is 0 where unknown. virNodeGetInfo. */
    nodeGetInfo(options?: CallOptions) {
      return this.call(N.info, {}, options);
    }

    /** Free memory of the host in bytes. virNodeGetFreeMemory. */
    async nodeFreeMemory(options?: CallOptions): Promise<number> {
      return (await this.call(N.freeMemory, {}, options)).bytes;
    }

    /** `total`, `free`, `buffers`, `cached` of the host (or of one NUMA cell) in KiB. virNodeGetMemoryStats. */
    async nodeMemoryStats(cell = -1, options?: CallOptions): Promise<ReadonlyMap<string, number>> {
      const { count } = await this.call(N.memoryStats, { count: 0, cell, flags: 0 }, options);
      const { params } = await this.call(N.memoryStats, { count, cell, flags: 0 }, options);
      return new Map(params.map(({ field, value }) => [field, value]));
    }

    /** `kernel`, `user`, `idle`, `iowait` of the host (or of one CPU) in nanoseconds. virNodeGetCPUStats. */
    async nodeCpuStats(cpu = -1, options?: CallOptions): Promise<ReadonlyMap<string, bigint>> {
      const { count } = await this.call(N.cpuStats, { cpu, count: 0, flags: 0 }, options);
      const { params } = await this.call(N.cpuStats, { cpu, count, flags: 0 }, options);
      return new Map(params.map(({ field, value }) => [field, value]));
    }

    /** All domains, or those that ListDomainsFlags choose. virConnectListAllDomains. */
    async listAllDomains(flags = 0, options?: CallOptions): Promise<Domain[]> {
      return [...(await this.call(P.listAllDomains, { needResults: 1, flags }, options)).domains];
    }
  }
  return Connect;
}
