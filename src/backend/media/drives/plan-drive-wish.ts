import { usbClasses } from '../../../contract/index.ts';
import type { MediaPolicy } from '../../config/policy/policy.ts';
import type { Decision } from '../model.ts';
import { planRule, type Ruling } from '../plan-rule.ts';
import { planGiving, sayRule, type Wish } from '../plan-wish.ts';
import type { BoxDrive } from './model.ts';
import { planMode } from './plan-mode.ts';

export interface DriveWishParts {
  /** Whether the box's drives are ours to give. */
  own: boolean;
  policy: Pick<MediaPolicy, 'drives' | 'rules'>;
  /** What a technician has said of it. */
  decision: Decision | undefined;
  /** The line of a rule in the policy file, where it is known. */
  lineOf(rule: number): number | undefined;
}

/** Whether the guest is to have a drive, and why; what of it is for `planMode` to say. */
export function planDriveWish(drive: BoxDrive, { own, policy, decision, lineOf }: DriveWishParts): Wish {
  if (drive.own !== undefined) return { kind: 'never', why: drive.own };
  // The rules are for what is plugged in: nobody plugs in a drive that is built in.
  const ruling: Ruling = drive.isUsb
    ? planRule({ ...drive, removable: true, classes: [usbClasses.storage] }, policy.rules)
    : { action: 'allow' };
  const said = sayRule(ruling, lineOf);
  if (ruling.action === 'forbid') return { kind: 'never', why: `${said} forbids it` };
  const mode = planMode(policy.drives, drive);
  if (mode === 'none')
    return { kind: 'nothing', why: 'The policy does not give it to the guest (media.drives)' };
  if (!own) return { kind: 'nothing', why: 'Drives are only shown here, and not given' };
  if (drive.seen === undefined) return { kind: 'nothing', why: 'udev has not looked at it yet' };
  if (mode === 'drive' && drive.generic === undefined)
    return { kind: 'nothing', why: 'The kernel has no node for its commands' };
  return planGiving(ruling, said, decision);
}
