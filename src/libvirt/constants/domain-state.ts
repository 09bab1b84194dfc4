import { nameIn } from './name.ts';

/** `virDomainState`. */
export const DomainState = {
  NOSTATE: 0,
  RUNNING: 1,
  /** Waiting for a resource (Xen). */
  BLOCKED: 2,
  PAUSED: 3,
  /** Being shut down by the guest; not off yet. */
  SHUTDOWN: 4,
  SHUTOFF: 5,
  CRASHED: 6,
  PMSUSPENDED: 7,
} as const;

/** `virDomainRunningReason`. */
export const RunningReason = {
  UNKNOWN: 0,
  BOOTED: 1,
  MIGRATED: 2,
  RESTORED: 3,
  FROM_SNAPSHOT: 4,
  UNPAUSED: 5,
  MIGRATION_CANCELED: 6,
  SAVE_CANCELED: 7,
  WAKEUP: 8,
  CRASHED: 9,
  POSTCOPY: 10,
  POSTCOPY_FAILED: 11,
} as const;

/** `virDomainPausedReason`. */
export const PausedReason = {
  UNKNOWN: 0,
  USER: 1,
  MIGRATION: 2,
  SAVE: 3,
  DUMP: 4,
  IOERROR: 5,
  WATCHDOG: 6,
  FROM_SNAPSHOT: 7,
  SHUTTING_DOWN: 8,
  SNAPSHOT: 9,
  CRASHED: 10,
  STARTING_UP: 11,
  POSTCOPY: 12,
  POSTCOPY_FAILED: 13,
  API_ERROR: 14,
} as const;

/** `virDomainShutdownReason`. */
export const ShutdownReason = { UNKNOWN: 0, USER: 1 } as const;

/** `virDomainShutoffReason`. */
export const ShutoffReason = {
  UNKNOWN: 0,
  SHUTDOWN: 1,
  DESTROYED: 2,
  CRASHED: 3,
  MIGRATED: 4,
  SAVED: 5,
  FAILED: 6,
  FROM_SNAPSHOT: 7,
  /** libvirtd found it gone when it came back. */
  DAEMON: 8,
} as const;

/** `virDomainCrashedReason`. */
export const CrashedReason = { UNKNOWN: 0, PANICKED: 1 } as const;

const REASONS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  [DomainState.RUNNING]: RunningReason,
  [DomainState.PAUSED]: PausedReason,
  [DomainState.SHUTDOWN]: ShutdownReason,
  [DomainState.SHUTOFF]: ShutoffReason,
  [DomainState.CRASHED]: CrashedReason,
};

/** `running`, `shutoff`, … */
export const domainStateName = (state: number): string => nameIn(DomainState, state);

/** The reason that `state()` gives beside the state: `booted`, `destroyed`, … */
export const stateReasonName = (state: number, reason: number): string =>
  nameIn(REASONS[state] ?? { UNKNOWN: 0 }, reason);
