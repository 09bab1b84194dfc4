import { planRule, type Ruling } from '../plan-rule.ts';
import { planGiving, sayRule, type Wish, type WishParts } from '../plan-wish.ts';
import type { UsbDevice } from './model.ts';

/** What is decided for a device depends on the others, too: one keyboard stays with the box. */
export interface DeviceWishParts extends WishParts {
  /** Whether another keyboard is there that stays with the box, whatever becomes of this device. */
  hasOtherKeyboard: boolean;
  /** The running guest has it already. */
  isHeld: boolean;
}

/** Decides for one device whether the guest is to have it; what the running guest can take is another question. */
export function planDeviceWish(device: UsbDevice, parts: DeviceWishParts): Wish {
  const { own, policy, decision, lineOf } = parts;
  if (device.own !== undefined) return { kind: 'never', why: device.own };
  // What the guest has was sure once; perhaps to a backend before this one.
  if (!device.isSure && !parts.isHeld) return { kind: 'nothing', why: 'It is not known yet what it is' };
  const ruling = planRule(device, policy.rules);
  const said = sayRule(ruling, lineOf);
  if (ruling.action === 'forbid') return { kind: 'never', why: `${said} forbids it` };
  const kept = planInput(device, ruling, parts);
  if (kept !== undefined) return kept;
  if (!own) return { kind: 'nothing', why: 'USB devices are only shown here, and not given' };
  const wish = planGiving(ruling, said, decision);
  return decision === 'taken' ? { ...wish, unplug: true } : wish;
}

/** Keyboards and mice are how people work the box: only a rule that names the port gives one away, and never the last keyboard. */
function planInput(
  { input }: UsbDevice,
  { rule }: Ruling,
  { policy, hasOtherKeyboard }: DeviceWishParts,
): Wish | undefined {
  if (input === undefined) return undefined;
  const what = input === 'keyboard' ? 'A keyboard' : 'A mouse, or another device for input,';
  if (rule === undefined || policy.rules[rule]?.port === undefined)
    return { kind: 'host', why: `${what} stays with the host unless a rule names its port` };
  if (input === 'keyboard' && !hasOtherKeyboard)
    return { kind: 'host', why: 'It is the only keyboard that the box has left' };
  return undefined;
}

/** The keyboards that no rule and no technician can give away. */
export const keptKeyboards = (devices: readonly UsbDevice[], { policy }: Pick<WishParts, 'policy'>) =>
  devices.filter((device) => {
    if (device.input !== 'keyboard') return false;
    const { rule, action } = planRule(device, policy.rules);
    return action === 'forbid' || rule === undefined || policy.rules[rule]?.port === undefined;
  });
