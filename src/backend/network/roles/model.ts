import type { ManagementSettings } from '../../../contract/index.ts';

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
}

/** What is kept of the technicians' changes. */
export interface RoleState {
  /** What is in force unless a change is pending, and what a pending one is taken back to. */
  confirmed: Override[];
  pending?: PendingChange | undefined;
}
