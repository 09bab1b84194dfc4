import { powerProcedures as P } from '../procedures/power.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** What info() gives. */
export interface DomainInfo {
  /** DomainState. */
  readonly state: number;
  readonly maxMemoryKiB: number;
  readonly memoryKiB: number;
  readonly vcpus: number;
  readonly cpuTimeNs: bigint;
}

/** Starting, stopping, and in which state a domain is. */
export function withPower<B extends CallsClass>(Base: B) {
  abstract class Power extends Base {
    /** Starts a defined domain; CreateFlags. The result has the new `id`. virDomainCreateWithFlags. */
    async create(dom: Domain, flags = 0, options?: CallOptions): Promise<Domain> {
      return (await this.call(P.create, { dom, flags }, options)).dom;
    }

    /** Starts a transient domain, gone when it stops; CreateFlags. virDomainCreateXML. */
    async createXml(xml: string, flags = 0, options?: CallOptions): Promise<Domain> {
      return (await this.call(P.createXml, { xml, flags }, options)).dom;
    }

    /** Asks the guest to shut down, and does not wait for it; ShutdownFlags. virDomainShutdownFlags. */
    async shutdown(dom: Domain, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.shutdown, { dom, flags }, options);
    }

    /** Asks the guest to reboot, and does not wait for it; ShutdownFlags. virDomainReboot. */
    async reboot(dom: Domain, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.reboot, { dom, flags }, options);
    }

    /** Pulls the plug; DestroyFlags. virDomainDestroyFlags. */
    async destroy(dom: Domain, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.destroy, { dom, flags }, options);
    }

    /** Presses the reset button. virDomainReset. */
    async reset(dom: Domain, options?: CallOptions): Promise<void> {
      await this.call(P.reset, { dom, flags: 0 }, options);
    }

    /** Stops the virtual CPUs. virDomainSuspend. */
    async suspend(dom: Domain, options?: CallOptions): Promise<void> {
      await this.call(P.suspend, { dom }, options);
    }

    /** Lets the virtual CPUs run again. virDomainResume. */
    async resume(dom: Domain, options?: CallOptions): Promise<void> {
      await this.call(P.resume, { dom }, options);
    }

    /** DomainState, and why (stateReasonName). virDomainGetState. */
    state(dom: Domain, options?: CallOptions): Promise<{ state: number; reason: number }> {
      return this.call(P.state, { dom, flags: 0 }, options);
    }

    /** virDomainGetInfo. */
    info(dom: Domain, options?: CallOptions): Promise<DomainInfo> {
      return this.call(P.info, { dom }, options);
    }

    /** Is it running (paused counts)? virDomainIsActive. */
    async isActive(dom: Domain, options?: CallOptions): Promise<boolean> {
      return (await this.call(P.isActive, { dom }, options)).active !== 0;
    }

    /** Does it have a configuration that outlives it? virDomainIsPersistent. */
    async isPersistent(dom: Domain, options?: CallOptions): Promise<boolean> {
      return (await this.call(P.isPersistent, { dom }, options)).persistent !== 0;
    }

    /** Saves its memory in libvirt's own file and stops it; the next create restores it. virDomainManagedSave. */
    async managedSave(dom: Domain, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.managedSave, { dom, flags }, options);
    }

    /** virDomainHasManagedSaveImage. */
    async hasManagedSave(dom: Domain, options?: CallOptions): Promise<boolean> {
      return (await this.call(P.hasManagedSave, { dom, flags: 0 }, options)).result !== 0;
    }

    /** virDomainManagedSaveRemove. */
    async managedSaveRemove(dom: Domain, options?: CallOptions): Promise<void> {
      await this.call(P.managedSaveRemove, { dom, flags: 0 }, options);
    }

    /** Saves its memory to a file on the host and stops it. virDomainSaveFlags. */
    async save(dom: Domain, to: string, xml?: string, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.save, { dom, to, xml, flags }, options);
    }

    /** virDomainRestoreFlags. */
    async restore(from: string, xml?: string, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.restore, { from, xml, flags }, options);
    }

    /** Asks the guest's agent to suspend it: 0 to memory, 1 to disk, 2 hybrid. virDomainPMSuspendForDuration. */
    async pmSuspend(dom: Domain, target: number, options?: CallOptions): Promise<void> {
      await this.call(P.pmSuspend, { dom, target, durationS: 0, flags: 0 }, options);
    }

    /** virDomainPMWakeup. */
    async pmWakeup(dom: Domain, options?: CallOptions): Promise<void> {
      await this.call(P.pmWakeup, { dom, flags: 0 }, options);
    }
  }
  return Power;
}
