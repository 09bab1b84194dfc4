/** `virDomainEventWatchdogAction`: what libvirt did when the guest's watchdog fired. */
export const WatchdogAction = {
  NONE: 0,
  PAUSE: 1,
  RESET: 2,
  POWEROFF: 3,
  SHUTDOWN: 4,
  DEBUG: 5,
  INJECT_NMI: 6,
} as const;

/** `virDomainEventIOErrorAction`. */
export const IoErrorAction = { NONE: 0, PAUSE: 1, REPORT: 2 } as const;

/** `virDomainEventGraphicsPhase`. */
export const GraphicsPhase = { CONNECT: 0, INITIALIZE: 1, DISCONNECT: 2 } as const;

/** `virDomainEventGraphicsAddressType`. */
export const GraphicsAddressFamily = { IPV4: 0, IPV6: 1, UNIX: 2 } as const;

/** `virConnectDomainEventDiskChangeReason`. */
export const DiskChangeReason = { CHANGE_MISSING_ON_START: 0, DROP_MISSING_ON_START: 1 } as const;

/** `virDomainEventTrayChangeReason`. */
export const TrayChangeReason = { OPEN: 0, CLOSE: 1 } as const;

/** `virConnectDomainEventAgentLifecycleState`. */
export const AgentState = { CONNECTED: 1, DISCONNECTED: 2 } as const;

/** `virConnectDomainEventAgentLifecycleReason`. */
export const AgentReason = { UNKNOWN: 0, DOMAIN_STARTED: 1, CHANNEL: 2 } as const;

/** `virDomainBlockJobType`. */
export const BlockJobType = { UNKNOWN: 0, PULL: 1, COPY: 2, COMMIT: 3, ACTIVE_COMMIT: 4, BACKUP: 5 } as const;

/** `virConnectDomainEventBlockJobStatus`. */
export const BlockJobStatus = { COMPLETED: 0, FAILED: 1, CANCELED: 2, READY: 3 } as const;

/** `virDomainJobType`. */
export const JobType = { NONE: 0, BOUNDED: 1, UNBOUNDED: 2, COMPLETED: 3, FAILED: 4, CANCELLED: 5 } as const;

/** `virDomainMetadataType`, in metadata events and calls. */
export const MetadataType = { DESCRIPTION: 0, TITLE: 1, ELEMENT: 2 } as const;

/** `virDomainEventMemoryFailureRecipientType`: whose memory is broken. */
export const MemoryFailureRecipient = { HYPERVISOR: 0, GUEST: 1 } as const;

/** `virDomainEventMemoryFailureActionType`. */
export const MemoryFailureAction = { IGNORE: 0, INJECT: 1, FATAL: 2, RESET: 3 } as const;

/** `virDomainMemoryFailureFlags`. */
export const MemoryFailureFlags = { ACTION_REQUIRED: 1, RECURSIVE: 2 } as const;
