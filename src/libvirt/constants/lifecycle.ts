import { nameIn } from './name.ts';

/** `virDomainEventType`: what a lifecycle event says. */
export const DomainEventKind = {
  DEFINED: 0,
  UNDEFINED: 1,
  STARTED: 2,
  SUSPENDED: 3,
  RESUMED: 4,
  STOPPED: 5,
  /** The guest has finished its shutdown; STOPPED follows. */
  SHUTDOWN: 6,
  PMSUSPENDED: 7,
  CRASHED: 8,
} as const;

/** `virDomainEventDefinedDetailType`. */
export const DefinedDetail = { ADDED: 0, UPDATED: 1, RENAMED: 2, FROM_SNAPSHOT: 3 } as const;

/** `virDomainEventUndefinedDetailType`. */
export const UndefinedDetail = { REMOVED: 0, RENAMED: 1 } as const;

/** `virDomainEventStartedDetailType`. */
export const StartedDetail = {
  BOOTED: 0,
  MIGRATED: 1,
  RESTORED: 2,
  FROM_SNAPSHOT: 3,
  WAKEUP: 4,
  /** QEMU was replaced by a fresh process on a guest reboot. */
  RECREATED: 5,
} as const;

/** `virDomainEventSuspendedDetailType`. */
export const SuspendedDetail = {
  PAUSED: 0,
  MIGRATED: 1,
  IOERROR: 2,
  WATCHDOG: 3,
  RESTORED: 4,
  FROM_SNAPSHOT: 5,
  API_ERROR: 6,
  POSTCOPY: 7,
  POSTCOPY_FAILED: 8,
} as const;

/** `virDomainEventResumedDetailType`. */
export const ResumedDetail = {
  UNPAUSED: 0,
  MIGRATED: 1,
  FROM_SNAPSHOT: 2,
  POSTCOPY: 3,
  POSTCOPY_FAILED: 4,
} as const;

/** `virDomainEventStoppedDetailType`. */
export const StoppedDetail = {
  /** The guest shut itself down. */
  SHUTDOWN: 0,
  /** Somebody called virDomainDestroy. */
  DESTROYED: 1,
  CRASHED: 2,
  MIGRATED: 3,
  SAVED: 4,
  /** QEMU died, or could not start. */
  FAILED: 5,
  FROM_SNAPSHOT: 6,
  RECREATED: 7,
} as const;

/** `virDomainEventShutdownDetailType`. */
export const ShutdownDetail = {
  FINISHED: 0,
  /** The guest asked for it. */
  GUEST: 1,
  /** The host asked for it: a signal to QEMU. */
  HOST: 2,
} as const;

/** `virDomainEventPMSuspendedDetailType`. */
export const PmSuspendedDetail = { MEMORY: 0, DISK: 1 } as const;

/** `virDomainEventCrashedDetailType`. */
export const CrashedDetail = { PANICKED: 0, CRASHLOADED: 1 } as const;

const DETAILS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  [DomainEventKind.DEFINED]: DefinedDetail,
  [DomainEventKind.UNDEFINED]: UndefinedDetail,
  [DomainEventKind.STARTED]: StartedDetail,
  [DomainEventKind.SUSPENDED]: SuspendedDetail,
  [DomainEventKind.RESUMED]: ResumedDetail,
  [DomainEventKind.STOPPED]: StoppedDetail,
  [DomainEventKind.SHUTDOWN]: ShutdownDetail,
  [DomainEventKind.PMSUSPENDED]: PmSuspendedDetail,
  [DomainEventKind.CRASHED]: CrashedDetail,
};

/** `started`, `stopped`, … */
export const lifecycleEventName = (event: number): string => nameIn(DomainEventKind, event);

/** What a lifecycle event's `detail` means for its `event`: `booted`, `destroyed`, … */
export const lifecycleDetailName = (event: number, detail: number): string =>
  nameIn(DETAILS[event] ?? {}, detail);
