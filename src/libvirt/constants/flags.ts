/** `virDomainDefineFlags`. */
export const DefineFlags = { VALIDATE: 1 } as const;

/** `virDomainUndefineFlagsValues`. */
export const UndefineFlags = {
  MANAGED_SAVE: 1,
  SNAPSHOTS_METADATA: 2,
  NVRAM: 4,
  KEEP_NVRAM: 8,
  CHECKPOINTS_METADATA: 16,
  TPM: 32,
  KEEP_TPM: 64,
} as const;

/** `virDomainCreateFlags`, for create and createXml. */
export const CreateFlags = {
  PAUSED: 1,
  /** The domain dies with the connection that started it. */
  AUTODESTROY: 2,
  BYPASS_CACHE: 4,
  /** Ignore a managed save image. */
  FORCE_BOOT: 8,
  VALIDATE: 16,
  RESET_NVRAM: 32,
} as const;

/** `virDomainShutdownFlagValues` and `virDomainRebootFlagValues` (same values); 0 lets libvirt choose. */
export const ShutdownFlags = {
  ACPI_POWER_BTN: 1,
  GUEST_AGENT: 2,
  INITCTL: 4,
  SIGNAL: 8,
  PARAVIRT: 16,
} as const;

/** `virDomainDestroyFlagsValues`. */
export const DestroyFlags = {
  /** SIGTERM only: fails rather than sends SIGKILL. */
  GRACEFUL: 1,
  REMOVE_LOGS: 2,
} as const;

/** `virDomainXMLFlags`. */
export const XmlFlags = { SECURE: 1, INACTIVE: 2, UPDATE_CPU: 4, MIGRATABLE: 8 } as const;

/** `virDomainModificationImpact` and `virDomainDeviceModifyFlags`. CURRENT: live if it runs, else the configuration. */
export const ModifyFlags = { CURRENT: 0, LIVE: 1, CONFIG: 2, FORCE: 4 } as const;

/** `virConnectListAllDomainsFlags`; no flag of a pair means both. */
export const ListDomainsFlags = {
  ACTIVE: 1,
  INACTIVE: 2,
  PERSISTENT: 4,
  TRANSIENT: 8,
  RUNNING: 16,
  PAUSED: 32,
  SHUTOFF: 64,
  OTHER: 128,
  MANAGEDSAVE: 256,
  NO_MANAGEDSAVE: 512,
  AUTOSTART: 1024,
  NO_AUTOSTART: 2048,
  HAS_SNAPSHOT: 4096,
  NO_SNAPSHOT: 8192,
  HAS_CHECKPOINT: 16384,
  NO_CHECKPOINT: 32768,
} as const;

/** `virDomainBlockResizeFlags`. Without BYTES the size is in KiB. */
export const BlockResizeFlags = { BYTES: 1, CAPACITY: 2 } as const;

/** `virDomainCoreDumpFlags`. Without LIVE the guest is paused while it is dumped. */
export const DumpFlags = { CRASH: 1, LIVE: 2, BYPASS_CACHE: 4, RESET: 8, MEMORY_ONLY: 16 } as const;

/** `virDomainCoreDumpFormat`; all but RAW need DumpFlags.MEMORY_ONLY. */
export const DumpFormat = { RAW: 0, KDUMP_ZLIB: 1, KDUMP_LZO: 2, KDUMP_SNAPPY: 3, WIN_DMP: 4 } as const;

/** `virDomainConsoleFlags`. */
export const ConsoleFlags = {
  /** Throw out whoever has the console. */
  FORCE: 1,
  SAFE: 2,
} as const;

/** `virDomainChannelFlags`. */
export const ChannelFlags = { FORCE: 1 } as const;

/** `virDomainInterfaceAddressesSource`. */
export const AddressSource = { LEASE: 0, AGENT: 1, ARP: 2 } as const;

/** `virDomainStatsTypes`; 0 means all that libvirt has. */
export const StatsFlags = {
  STATE: 1,
  CPU_TOTAL: 2,
  BALLOON: 4,
  VCPU: 8,
  INTERFACE: 16,
  BLOCK: 32,
  PERF: 64,
  IOTHREAD: 128,
  MEMORY: 256,
  DIRTYRATE: 512,
  VM: 1024,
} as const;

/** `virConnectGetAllDomainStatsFlags`. */
export const AllStatsFlags = {
  ACTIVE: 1,
  INACTIVE: 2,
  /** Leave out what a busy monitor would make us wait for. */
  NOWAIT: 0x2000_0000,
  BACKING: 0x4000_0000,
  ENFORCE_STATS: 0x8000_0000,
} as const;

/** `virDomainGuestInfoTypes`; 0 means all that the agent offers. */
export const GuestInfoFlags = {
  USERS: 1,
  OS: 2,
  TIMEZONE: 4,
  HOSTNAME: 8,
  FILESYSTEM: 16,
  DISKS: 32,
  INTERFACES: 64,
  LOAD: 128,
} as const;

/** `virKeycodeSet`, for sendKey. */
export const KeycodeSet = {
  LINUX: 0,
  XT: 1,
  ATSET1: 2,
  ATSET2: 3,
  ATSET3: 4,
  OSX: 5,
  XT_KBD: 6,
  USB: 7,
  WIN32: 8,
  QNUM: 9,
} as const;

/** `virDomainJobStatsFlags` (virDomainGetJobStatsFlags). */
export const JobStatsFlags = { COMPLETED: 1, KEEP_COMPLETED: 2 } as const;

/** `virDomainBlockJobAbortFlags`. */
export const BlockJobAbortFlags = { ASYNC: 1, PIVOT: 2 } as const;

/** `virDomainSnapshotCreateFlags`. */
export const SnapshotCreateFlags = {
  REDEFINE: 1,
  CURRENT: 2,
  NO_METADATA: 4,
  HALT: 8,
  DISK_ONLY: 16,
  REUSE_EXT: 32,
  QUIESCE: 64,
  ATOMIC: 128,
  LIVE: 256,
  VALIDATE: 512,
} as const;

/** `virDomainAgentResponseTimeoutValues` and the same for agentCommand, in seconds. */
export const AgentTimeout = { BLOCK: -2, DEFAULT: -1, NOWAIT: 0 } as const;

/** `virDomainQemuMonitorCommandFlags`. */
export const MonitorCommandFlags = {
  /** The command is HMP's human text, not QMP's JSON. */
  HMP: 1,
} as const;

/** `virConnectDomainQemuMonitorEventRegisterFlags`. */
export const MonitorEventFlags = { REGEX: 1, NOCASE: 2 } as const;
