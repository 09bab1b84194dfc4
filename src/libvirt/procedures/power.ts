import { i32, u32, u53, u64 } from '../xdr/scalars.ts';
import { onDomain, optionalText, remote, text, withFlags } from './wire.ts';

/** Starting, stopping, and in which state a domain is. */
export const powerProcedures = {
  createXml: remote(10, 'virDomainCreateXML', { xml: text, flags: u32 }, onDomain),
  info: remote(16, 'virDomainGetInfo', onDomain, {
    state: u32,
    maxMemoryKiB: u53,
    memoryKiB: u53,
    vcpus: u32,
    cpuTimeNs: u64,
  }),
  reboot: remote(27, 'virDomainReboot', withFlags),
  resume: remote(28, 'virDomainResume', onDomain),
  suspend: remote(34, 'virDomainSuspend', onDomain),
  isActive: remote(150, 'virDomainIsActive', onDomain, { active: i32 }),
  isPersistent: remote(151, 'virDomainIsPersistent', onDomain, { persistent: i32 }),
  managedSave: remote(182, 'virDomainManagedSave', withFlags),
  hasManagedSave: remote(183, 'virDomainHasManagedSaveImage', withFlags, { result: i32 }),
  managedSaveRemove: remote(184, 'virDomainManagedSaveRemove', withFlags),
  create: remote(196, 'virDomainCreateWithFlags', withFlags, onDomain),
  state: remote(212, 'virDomainGetState', withFlags, { state: i32, reason: i32 }),
  save: remote(232, 'virDomainSaveFlags', { ...onDomain, to: text, xml: optionalText, flags: u32 }),
  restore: remote(233, 'virDomainRestoreFlags', { from: text, xml: optionalText, flags: u32 }),
  destroy: remote(234, 'virDomainDestroyFlags', withFlags),
  reset: remote(245, 'virDomainReset', withFlags),
  shutdown: remote(258, 'virDomainShutdownFlags', withFlags),
  pmSuspend: remote(261, 'virDomainPMSuspendForDuration', {
    ...onDomain,
    target: u32,
    durationS: u53,
    flags: u32,
  }),
  pmWakeup: remote(267, 'virDomainPMWakeup', withFlags),
} as const;
