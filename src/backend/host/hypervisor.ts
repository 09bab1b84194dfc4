import type { PowerEvent } from '../engine/power-event.ts';
import type { GuestAgent } from './agent/guest-agent.ts';

/** A domain's state in libvirt's words (`running`, `shutoff`, …) and how it came about (`booted`, `destroyed`, …). */
export interface DomainView {
  uuid: string;
  state: string;
  reason: string;
  /** Of the running instance, else as defined. */
  xml: string;
}

export type HypervisorChange =
  /** A new connection: whatever happened before is unknown, look at everything again. */
  | { kind: 'connected' }
  | { kind: 'disconnected' }
  /** The domain is not what it was; `what` is libvirt's own word, for example `stopped (shutdown)`, `reboot`, `watchdog`. */
  | { kind: 'domain'; name: string; what: string }
  /** Something that tells how a run of the domain begins or ends. */
  | { kind: 'power'; name: string; event: PowerEvent }
  /** A device of the running domain, by its alias in the live XML. `removed`: the guest has let go of it, and it is gone. */
  | { kind: 'device'; name: string; alias: string; what: 'added' | 'removed' | 'removal-failed' };

export interface HypervisorStatus {
  connected: boolean;
  version?: string;
  /** When it became as it is. */
  since?: string;
}

/**
 * What the backend asks of libvirt. Everything that changes or reads a domain throws an OperatorError: `libvirt.unreachable` while there is no
 * connection (or it broke under way), `libvirt.timeout`, or `libvirt.refused` with libvirt's words.
 */
export interface Hypervisor extends GuestAgent {
  readonly status: HypervisorStatus;
  /** Calls `listener` on every change; the returned function ends it. */
  onChange(listener: (change: HypervisorChange) => void): () => void;
  /** The domain now, `undefined` when there is none of this name. */
  readDomain(name: string): Promise<DomainView | undefined>;
  /** What the next start uses. */
  readDefinedXml(name: string): Promise<string | undefined>;
  /** Makes or replaces the definition; checked against libvirt's schema first. A refused one changes nothing. */
  defineDomain(xml: string): Promise<void>;
  /** Takes the definition away. The variables of its UEFI and the state of its TPM stay, for a domain of the same name and UUID. */
  undefineDomain(name: string): Promise<void>;
  /** Returns when QEMU runs. */
  startDomain(name: string): Promise<void>;
  /** Asks the guest to stop, by its agent or by the power button; does not wait until it has. */
  askToStop(name: string, by: 'agent' | 'button'): Promise<void>;
  /** Lets a paused domain run again. */
  resumeDomain(name: string): Promise<void>;
  /** Cuts the power. */
  destroyDomain(name: string): Promise<void>;
  /** Writes the guest's memory into a file of the host, compressed, in the format of kdump; returns when it is there. */
  dumpMemory(name: string, file: string): Promise<void>;
  /** Presses the reset button. */
  resetDomain(name: string): Promise<void>;
  /** Presses keys together in the guest; numbers of linux/input-event-codes.h. */
  pressKeys(name: string, keys: readonly number[]): Promise<void>;
  /** Plugs a device into the running instance; what the next start uses stays as it is. */
  attachDevice(name: string, xml: string): Promise<void>;
  /**
   * Changes a device of the running instance: `xml` is its element in the live XML with another link, another bridge, … Of a drive whose tray the
   * guest has locked the disc is changed with `force` only; without it the guest is asked, and libvirt waits some seconds.
   */
  updateDevice(name: string, xml: string, options?: { force?: boolean }): Promise<void>;
  /** Asks the guest to let go of a device of the running instance and does not wait: it has when `removed` is told. */
  detachDevice(name: string, alias: string): Promise<void>;
}
