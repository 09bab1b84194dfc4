import type { MediaRuling, RuleLook, RulesTestQuery } from '../../contract/index.ts';
import { toClassId, usbClasses } from '../../contract/index.ts';
import type { MediaPolicy } from '../config/policy/policy.ts';
import type { Plugged } from './model.ts';
import { planRule, type RuleSubject, whyNot } from './plan-rule.ts';

/** What rules look at of what is plugged in. */
export const toSubject = (plugged: Plugged): RuleSubject =>
  plugged.kind === 'disk' ? { ...plugged, classes: [usbClasses.storage] } : plugged;

/** What rules would look at of what is not plugged in; what is not said is not known. */
export const toImagined = (query: Omit<RulesTestQuery, 'id'>): RuleSubject => ({
  port: query.port,
  vendorId: query.vendor?.toLowerCase(),
  productId: query.product?.toLowerCase(),
  serial: query.serial,
  classes: query.class === undefined ? [] : [toClassId(query.class)],
  removable: query.removable === undefined ? undefined : query.removable === 'yes',
});

/** Which rule decides, and why each one before it does not. `lineOf`: the line of a rule in the policy file, where it is known. */
export function explainRules(
  subject: RuleSubject,
  { rules }: Pick<MediaPolicy, 'rules'>,
  lineOf: (rule: number) => number | undefined,
): Omit<MediaRuling, 'holder' | 'why'> {
  const { action, rule } = planRule(subject, rules);
  const asked = rule === undefined ? rules : rules.slice(0, rule + 1);
  const looks = asked.map((each, index): RuleLook => {
    const line = lineOf(index);
    const why = whyNot(each, subject);
    return {
      ...{ rule: index + 1, action: each.action, fits: why === undefined },
      ...(line === undefined ? {} : { line }),
      ...(why === undefined ? {} : { why }),
    };
  });
  const line = rule === undefined ? undefined : lineOf(rule);
  return {
    action,
    ...(rule === undefined ? {} : { rule: rule + 1 }),
    ...(line === undefined ? {} : { line }),
    looks,
  };
}

const outcomes = {
  allow: 'gives it to the guest',
  ignore: 'leaves it to a technician',
  forbid: 'forbids it',
} as const;

/** For people: what becomes of something that is not the box's own. */
export const sayRuling = ({ action, rule }: Pick<MediaRuling, 'action' | 'rule'>): string =>
  rule === undefined
    ? "No rule fits: it is the guest's, unless it is a keyboard, a mouse, a hub or a NIC"
    : `Rule ${rule} ${outcomes[action]}`;
