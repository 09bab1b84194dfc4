import type { ManagementSettings } from '../../../contract/index.ts';
import type { PolicyPort } from './plan-policy-change.ts';

/** What a technician has said that a NIC is for. `port` names it by what stays: see `toLastingName`. */
export type Override =
  | { port: string; role: 'guest' | 'unused' }
  | ({ port: string; role: 'management' } & ManagementSettings);

/** A change that is in force and may be taken back. */
export interface PendingChange {
  /** The kernel's name of the NIC, for people. */
  nic: string;
  /** What is changed, in one line. */
  message: string;
  /** ISO 8601. */
  confirmBy: string;
  /** All overrides, with this change. */
  overrides: Override[];
  /** Where the policy is what has changed: its new `network.ports`. */
  ports?: PolicyPort[] | undefined;
}

/** What is kept of changes of roles. */
export interface RoleState {
  /** What is in force unless a change is pending, and what a pending one is taken back to. */
  confirmed: Override[];
  /** `network.ports` of the policy, as far as it is confirmed; absent before there was any policy. */
  ports?: PolicyPort[] | undefined;
  /** Those that were taken back: they are not tried again by themselves. */
  refused?: PolicyPort[] | undefined;
  pending?: PendingChange | undefined;
}
