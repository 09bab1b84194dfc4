import { factValue, type Problem, type Tpm } from '../../../contract/index.ts';
import type { GuestPolicy } from '../../config/policy/policy.ts';
import type { FirmwareSpec, GuestSpec, TpmSpec } from '../spec.ts';
import { error } from './plan-problem.ts';

export const planFirmware = (firmware: GuestPolicy['firmware']): FirmwareSpec => ({
  kind: firmware === 'bios' ? 'bios' : 'uefi',
  secureBoot: firmware === 'uefi-secure',
});

export const planWatchdog = ({ model, action }: GuestPolicy['watchdog']): GuestSpec['watchdog'] =>
  model === 'none' ? null : { model, action };

/** Windows reports a crash to Hyper-V's device, which is one of KVM's; the firmware's loader of either knows pvpanic. */
export function planPanics({ panic, os, accelerator }: GuestPolicy): GuestSpec['panics'] {
  if (!panic) return [];
  return os === 'windows' && accelerator === 'kvm' ? ['isa', 'hyperv'] : ['isa'];
}

/** The TPM of the guest: swtpm's, or the box's own, of which one that can do 2.0 is preferred. */
export function planTpm(
  wanted: GuestPolicy['tpm'],
  tpms: readonly Tpm[],
): { tpm: TpmSpec | null; problems: Problem[] } {
  if (wanted === 'none') return { tpm: null, problems: [] };
  if (wanted === 'emulated')
    return { tpm: { kind: 'emulated', model: 'tpm-crb', device: null }, problems: [] };
  const isNew = ({ version }: Tpm): boolean => factValue(version) === '2.0';
  const own = tpms.find(isNew) ?? tpms[0];
  if (own === undefined) return { tpm: null, problems: [noTpm] };
  // The command-response buffer is TPM 2.0's interface.
  const model = isNew(own) ? 'tpm-crb' : 'tpm-tis';
  return { tpm: { kind: 'passthrough', model, device: `/dev/${own.name}` }, problems: [] };
}

const noTpm = error(
  'guest.no-tpm',
  'The box has no TPM that the guest could have',
  "Switch the TPM on in the box's firmware set-up, or set guest.tpm to emulated",
);
