import type { MediaPolicy } from '../config/policy/policy.ts';
import { toSubject } from './explain-rules.ts';
import type { Lent } from './lend/model.ts';
import type { Decision, UsbDisk } from './model.ts';
import { planRule, type Ruling } from './plan-rule.ts';

export interface WishParts {
  /** Whether the box's USB disks are ours to give. */
  own: boolean;
  policy: MediaPolicy;
  /** What a technician has said of it. */
  decision: Decision | undefined;
  /** The line of a rule in the policy file, where it is known. */
  lineOf(rule: number): number | undefined;
}

/**
 * Whether the guest is to have a disk, and why. `may`: what a technician can change by a word. `never`: nobody gets it. `host`: the host works with it.
 */
export interface Wish {
  kind: 'give' | 'may' | 'nothing' | 'never' | 'host';
  why: string;
  /** It may be unplugged as soon as the guest has let go of it. */
  unplug?: true;
}

/** Decides for one disk; what the running guest can take is another question. */
export function planWish(disk: UsbDisk, { own, policy, decision, lineOf }: WishParts): Wish {
  if (disk.own !== undefined) return { kind: 'never', why: disk.own };
  if (disk.lent !== undefined) return { kind: 'host', why: sayLent(disk.lent) };
  if (decision === 'lent' || decision === 'borrowed')
    return { kind: 'host', why: 'The host is about to borrow it' };
  const ruling = planRule(toSubject(disk), policy.rules);
  const said = sayRule(ruling, lineOf);
  if (ruling.action === 'forbid') return { kind: 'never', why: `${said} forbids it` };
  if (disk.sizeBytes === 0) return { kind: 'nothing', why: 'There is no medium in it' };
  if (disk.sequence === undefined)
    return { kind: 'nothing', why: 'The kernel does not number what is plugged in' };
  if (!own) return { kind: 'nothing', why: 'USB disks are only shown here, and not given' };
  const wish = planGiving(ruling, said, decision);
  return decision === 'taken' ? { ...wish, unplug: true } : wish;
}

/** Of what nothing else decides about: a technician's word comes first, then the rule that fits, which is `said` for people. */
export function planGiving({ action }: Ruling, said: string, decision: Decision | undefined): Wish {
  if (decision === 'taken')
    return { kind: 'may', why: 'A technician has taken it back, until it is plugged in anew' };
  if (decision === 'given') return { kind: 'give', why: 'A technician has given it to the guest' };
  if (action === 'ignore') return { kind: 'may', why: `${said} leaves it to a technician` };
  return { kind: 'give', why: `${said} gives it to the guest` };
}

const sayLent = ({ path, type, readOnly, image }: Lent): string =>
  `The host has borrowed it: ${type} at ${path}, ${readOnly ? 'read-only' : 'to write to it'}${image === undefined ? '' : `; the guest has ${image} in a drive`}`;

/** Who decides, for people. */
export function sayRule({ rule }: Ruling, lineOf: WishParts['lineOf']): string {
  if (rule === undefined) return 'The policy';
  const line = lineOf(rule);
  return `Rule ${rule + 1} of the policy${line === undefined ? '' : ` (line ${line})`}`;
}
