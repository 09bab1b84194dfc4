import { jobProcedures as P } from '../procedures/jobs.ts';
import type { TypedParams } from '../procedures/typed-params.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** A block job's progress; `current` of `end` has no unit. */
export interface BlockJob {
  /** BlockJobType. */
  readonly type: number;
  /** MiB/s; 0: no limit. */
  readonly bandwidth: number;
  readonly current: number;
  readonly end: number;
}

/** Long work. Give it `timeoutMs: 0` and a connection of its own: it answers when it is done. */
export function withJobs<B extends CallsClass>(Base: B) {
  abstract class Jobs extends Base {
    /** The job under way, or the last one with JobStatsFlags.COMPLETED; `type` is JobType. virDomainGetJobStats. */
    async jobStats(
      dom: Domain,
      flags = 0,
      options?: CallOptions,
    ): Promise<{ type: number; params: TypedParams }> {
      return await this.call(P.stats, { dom, flags }, options);
    }

    /** Cancels the job under way. virDomainAbortJob. */
    async abortJob(dom: Domain, options?: CallOptions): Promise<void> {
      await this.call(P.abort, { dom }, options);
    }

    /** Dumps the guest's memory to a file on the host; DumpFormat, DumpFlags. virDomainCoreDumpWithFormat. */
    async coreDump(dom: Domain, to: string, format = 0, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.coreDump, { dom, to, format, flags }, options);
    }

    /** undefined: no job on this disk. virDomainGetBlockJobInfo. */
    async blockJobInfo(dom: Domain, path: string, options?: CallOptions): Promise<BlockJob | undefined> {
      const { found, ...job } = await this.call(P.blockJobInfo, { dom, path, flags: 0 }, options);
      return found === 0 ? undefined : job;
    }

    /** BlockJobAbortFlags. virDomainBlockJobAbort. */
    async blockJobAbort(dom: Domain, path: string, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.blockJobAbort, { dom, path, flags }, options);
    }

    /** Merges an overlay into its base; ends with a `blockJob` event. virDomainBlockCommit. */
    async blockCommit(
      dom: Domain,
      disk: string,
      layers: { base?: string; top?: string } = {},
      flags = 0,
      options?: CallOptions,
    ): Promise<void> {
      await this.call(
        P.blockCommit,
        { dom, disk, base: layers.base, top: layers.top, bandwidth: 0, flags },
        options,
      );
    }

    /** Starts a backup job as the XML says; ends with a `jobCompleted` event. virDomainBackupBegin. */
    async backupBegin(
      dom: Domain,
      backupXml: string,
      checkpointXml?: string,
      flags = 0,
      options?: CallOptions,
    ): Promise<void> {
      await this.call(P.backupBegin, { dom, backupXml, checkpointXml, flags }, options);
    }

    /** The XML of the backup under way. virDomainBackupGetXMLDesc. */
    async backupXml(dom: Domain, options?: CallOptions): Promise<string> {
      return (await this.call(P.backupXml, { dom, flags: 0 }, options)).xml;
    }
  }
  return Jobs;
}
