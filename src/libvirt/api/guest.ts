import { ErrorCode } from '../constants/error-code.ts';
import { AgentTimeout, KeycodeSet } from '../constants/flags.ts';
import { LibvirtError } from '../errors.ts';
import { guestProcedures as P } from '../procedures/guest.ts';
import { qemuProcedures as Q } from '../procedures/qemu.ts';
import type { TypedParams } from '../procedures/typed-params.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** What goes into the guest. What comes back from its agent is as trustworthy as the guest. */
export function withGuest<B extends CallsClass>(Base: B) {
  abstract class Guest extends Base {
    /** Presses up to 16 keys together for `holdMs`; `codeset` is KeycodeSet. virDomainSendKey. */
    async sendKey(
      dom: Domain,
      keys: readonly number[],
      { holdMs = 0, codeset = KeycodeSet.LINUX }: { holdMs?: number; codeset?: number } = {},
      options?: CallOptions,
    ): Promise<void> {
      await this.call(P.sendKey, { dom, codeset, holdMs, keys, flags: 0 }, options);
    }

    /** virDomainInjectNMI. */
    async injectNmi(dom: Domain, options?: CallOptions): Promise<void> {
      await this.call(P.injectNmi, { dom, flags: 0 }, options);
    }

    /** Freezes these file systems, or all; the number frozen. Always thaw. virDomainFSFreeze. */
    async fsFreeze(dom: Domain, mountpoints: readonly string[] = [], options?: CallOptions): Promise<number> {
      return (await this.call(P.fsFreeze, { dom, mountpoints, flags: 0 }, options)).filesystems;
    }

    /** The number thawed. virDomainFSThaw. */
    async fsThaw(dom: Domain, mountpoints: readonly string[] = [], options?: CallOptions): Promise<number> {
      return (await this.call(P.fsThaw, { dom, mountpoints, flags: 0 }, options)).filesystems;
    }

    /** virDomainFSTrim. */
    async fsTrim(dom: Domain, mountpoint?: string, options?: CallOptions): Promise<void> {
      await this.call(P.fsTrim, { dom, mountpoint, minimumBytes: 0, flags: 0 }, options);
    }

    /** What the agent tells, by libvirt's names (`os.id`, `fs.0.mountpoint`, …); GuestInfoFlags. virDomainGetGuestInfo. */
    async guestInfo(dom: Domain, types = 0, options?: CallOptions): Promise<TypedParams> {
      return (await this.call(P.info, { dom, types, flags: 0 }, options)).params;
    }

    /** The guest's own name; flags 1: DHCP leases, 2: the agent. virDomainGetHostname. */
    async guestHostname(dom: Domain, flags = 0, options?: CallOptions): Promise<string> {
      return (await this.call(P.hostname, { dom, flags }, options)).hostname;
    }

    /** The guest's clock. virDomainGetTime. */
    getTime(dom: Domain, options?: CallOptions): Promise<{ seconds: number; nanoseconds: number }> {
      return this.call(P.getTime, { dom, flags: 0 }, options);
    }

    /** Flag 1: from the RTC, whatever the time given. virDomainSetTime. */
    async setTime(
      dom: Domain,
      { seconds, nanoseconds }: { seconds: number; nanoseconds: number },
      flags = 0,
      options?: CallOptions,
    ): Promise<void> {
      await this.call(P.setTime, { dom, seconds, nanoseconds, flags }, options);
    }

    /** virDomainSetUserPassword. */
    async setUserPassword(dom: Domain, user: string, password: string, options?: CallOptions): Promise<void> {
      await this.call(P.setUserPassword, { dom, user, password, flags: 0 }, options);
    }

    /** How long libvirt waits for the agent, in seconds, or AgentTimeout. virDomainAgentSetResponseTimeout. */
    async setAgentTimeout(dom: Domain, timeoutS: number, options?: CallOptions): Promise<void> {
      await this.call(P.agentTimeout, { dom, timeoutS, flags: 0 }, options);
    }

    /** Sends `{execute, arguments}` to the agent; its whole answer. Seconds or AgentTimeout. virDomainQemuAgentCommand. */
    async agentCommand(
      dom: Domain,
      command: object,
      timeoutS: number = AgentTimeout.BLOCK,
      options?: CallOptions,
    ): Promise<unknown> {
      const args = { dom, command: JSON.stringify(command), timeoutS, flags: 0 };
      const { result } = await this.call(Q.agentCommand, args, options);
      return result === undefined ? undefined : parseAnswer(result, Q.agentCommand.name);
    }

    /** Sends `{execute, arguments}` to QEMU, past libvirt; its whole answer. virDomainQemuMonitorCommand. */
    async monitorCommand(dom: Domain, command: object, options?: CallOptions): Promise<unknown> {
      const args = { dom, command: JSON.stringify(command), flags: 0 };
      const { result } = await this.call(Q.monitorCommand, args, options);
      return parseAnswer(result, Q.monitorCommand.name);
    }
  }
  return Guest;
}

/** The answer comes through libvirt from the guest, or from QEMU: what isn't JSON is an error of theirs. */
function parseAnswer(text: string, procedure: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const message = 'the answer is not JSON';
    throw new LibvirtError({ code: ErrorCode.AGENT_COMMAND_FAILED, domain: 0, level: 2, message, procedure });
  }
}
