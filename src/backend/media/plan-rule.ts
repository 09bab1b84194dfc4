import { toClassId, toClassName } from '../../contract/index.ts';
import type { MediaPolicy } from '../config/policy/policy.ts';

export type MediaRule = MediaPolicy['rules'][number];

/** What the policy says of a disk; `rule` is the index of the rule that fits, absent where none does. */
export interface Ruling {
  action: MediaRule['action'];
  rule?: number;
}

/** What rules look at. A disk is of the class for storage; whether a medium can be removed is asked of disks only. */
export interface RuleSubject {
  port?: string | undefined;
  vendorId?: string | undefined;
  productId?: string | undefined;
  serial?: string | undefined;
  classes: readonly string[];
  removable?: boolean | undefined;
}

/** The first rule that fits decides. */
export function planRule(subject: RuleSubject, rules: readonly MediaRule[]): Ruling {
  const index = rules.findIndex((rule) => whyNot(rule, subject) === undefined);
  const rule = rules[index];
  return rule === undefined ? { action: 'allow' } : { action: rule.action, rule: index };
}

/** What of a rule does not fit, in words; `undefined` when all does. */
export function whyNot(rule: MediaRule, subject: RuleSubject): string | undefined {
  const { port, vendor, product, serial, removable } = rule;
  const differs = (what: string, is: string | undefined, wanted: string): string =>
    is === undefined ? `its ${what} is not known, not ${wanted}` : `its ${what} is ${is}, not ${wanted}`;
  if (port !== undefined && !fitsPort(port, subject.port)) return differs('port', subject.port, port);
  if (vendor !== undefined && vendor.toLowerCase() !== subject.vendorId)
    return differs('vendor', subject.vendorId, vendor);
  if (product !== undefined && product.toLowerCase() !== subject.productId)
    return differs('product', subject.productId, product);
  if (serial !== undefined && serial !== subject.serial)
    return differs('serial number', subject.serial, serial);
  if (rule.class !== undefined && !subject.classes.includes(toClassId(rule.class)))
    return differs('class', subject.classes.map(toClassName).join(', ') || undefined, rule.class);
  if (removable === undefined || removable === subject.removable) return undefined;
  return subject.removable === undefined
    ? 'it is no disk of which the medium is removable or fixed'
    : `its medium is ${subject.removable ? 'removable' : 'fixed'}`;
}

/** `1-2.*` is whatever is behind the hub in `1-2`. */
const fitsPort = (pattern: string, port: string | undefined): boolean =>
  pattern.endsWith('.*') ? port?.startsWith(pattern.slice(0, -1)) === true : port === pattern;
