import { optional, struct } from '../xdr/composite.ts';
import { i32, i64, u32 } from '../xdr/scalars.ts';
import { domain, onDomain, optionalText, qemu, text } from './wire.ts';

/** The QEMU program: its monitor and the guest agent. Only for `qemu:` connections. */
export const qemuProcedures = {
  monitorCommand: qemu(
    1,
    'virDomainQemuMonitorCommand',
    { ...onDomain, command: text, flags: u32 },
    { result: text },
  ),
  agentCommand: qemu(
    3,
    'virDomainQemuAgentCommand',
    { ...onDomain, command: text, timeoutS: i32, flags: u32 },
    { result: optionalText },
  ),
  monitorEventRegister: qemu(
    4,
    'virConnectDomainQemuMonitorEventRegister',
    { dom: optional(domain), event: optionalText, flags: u32 },
    { callback: i32 },
  ),
  monitorEventDeregister: qemu(5, 'virConnectDomainQemuMonitorEventDeregister', { callback: i32 }),
} as const;

/** `QEMU_PROC_DOMAIN_MONITOR_EVENT`. */
export const MONITOR_EVENT = 6;
export const monitorEvent = struct({
  callback: i32,
  dom: domain,
  event: text,
  seconds: i64,
  micros: u32,
  details: optionalText,
});
