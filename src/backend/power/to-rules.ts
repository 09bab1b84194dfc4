import type { FollowRule, RuledVerdict } from '../../contract/index.ts';
import type { PowerPolicy } from '../config/policy/policy.ts';

/** What the policy says of each verdict. */
export function toRules(policy: PowerPolicy): Record<RuledVerdict, FollowRule> {
  const { halted, rebooted, crashed, watchdog, stopped, killed, qemuDied, failedStart, unknown } = policy;
  return {
    ...{ halted, rebooted, crashed, watchdog, stopped, killed, unknown },
    'qemu-died': qemuDied,
    'failed-start': failedStart,
  };
}
