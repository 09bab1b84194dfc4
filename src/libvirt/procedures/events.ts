import { list, optional, struct } from '../xdr/composite.ts';
import { i32, i53, u32, u53 } from '../xdr/scalars.ts';
import { typedParams } from './typed-params.ts';
import { domain, optionalText, remote, text } from './wire.ts';

export const eventProcedures = {
  register: remote(
    316,
    'virConnectDomainEventRegisterAny',
    { event: i32, dom: optional(domain) },
    { callback: i32 },
  ),
  deregister: remote(317, 'virConnectDomainEventDeregisterAny', { callback: i32 }),
} as const;

/** `REMOTE_DOMAIN_EVENT_TUNABLE_MAX`, also for the statistics of finished jobs (`REMOTE_DOMAIN_JOB_STATS_MAX` is 64). */
const PARAMS_MAX = 2048;
/** `REMOTE_DOMAIN_EVENT_GRAPHICS_IDENTITY_MAX`. */
const IDENTITIES_MAX = 20;

const on = { callback: i32, dom: domain } as const;
/** The power-management messages have the reason before the domain; it is always 0. */
const onWithReason = { callback: i32, reason: i32, dom: domain } as const;
const graphicsAddress = struct({ family: i32, node: text, service: text });
const identity = struct({ type: text, name: text });

/** Each kind of event (… is VIR_DOMAIN_EVENT_ID): its number, the number of its message, and what that carries. */
export const eventMessages = {
  /** VIR_DOMAIN_EVENT_ID_LIFECYCLE: `event` is DomainEventKind, `detail` depends on it (lifecycleDetailName). */
  lifecycle: { id: 0, message: 318, body: struct({ ...on, event: i32, detail: i32 }) },
  /** …_REBOOT: the guest was reset, by itself or from outside. One reset may send several, some 35 ms apart. */
  reboot: { id: 1, message: 319, body: struct(on) },
  /** …_RTC_CHANGE: the guest set its clock; seconds from UTC. */
  rtcChange: { id: 2, message: 320, body: struct({ ...on, offsetS: i53 }) },
  /** …_WATCHDOG: the guest's watchdog fired; WatchdogAction. */
  watchdog: { id: 3, message: 321, body: struct({ ...on, action: i32 }) },
  /** …_GRAPHICS: a VNC or SPICE client came or went; GraphicsPhase, GraphicsAddressFamily. */
  graphics: {
    id: 5,
    message: 323,
    body: struct({
      ...on,
      phase: i32,
      local: graphicsAddress,
      remote: graphicsAddress,
      authScheme: text,
      subject: list(identity, IDENTITIES_MAX),
    }),
  },
  /** …_IO_ERROR_REASON: a disk failed; IoErrorAction; `reason` is `enospc` or empty. */
  ioError: {
    id: 6,
    message: 324,
    body: struct({ ...on, path: text, alias: text, action: i32, reason: text }),
  },
  /** …_CONTROL_ERROR: libvirt has lost QEMU's monitor. */
  controlError: { id: 7, message: 325, body: struct(on) },
  /** …_DISK_CHANGE: a source was missing at start (startupPolicy); DiskChangeReason. */
  diskChange: {
    id: 9,
    message: 327,
    body: struct({ ...on, oldPath: optionalText, newPath: optionalText, alias: text, reason: i32 }),
  },
  /** …_TRAY_CHANGE: the guest, or somebody, moved the tray; TrayChangeReason. */
  trayChange: { id: 10, message: 328, body: struct({ ...on, alias: text, reason: i32 }) },
  /** …_PMWAKEUP: the guest woke up. */
  pmWakeup: { id: 11, message: 329, body: struct(onWithReason) },
  /** …_PMSUSPEND: the guest suspended itself to memory. */
  pmSuspend: { id: 12, message: 330, body: struct(onWithReason) },
  /** …_BALLOON_CHANGE: the guest has this much memory now. */
  balloonChange: { id: 13, message: 331, body: struct({ ...on, actualKiB: u53 }) },
  /** …_PMSUSPEND_DISK: the guest suspended itself to disk. */
  pmSuspendDisk: { id: 14, message: 332, body: struct(onWithReason) },
  /** …_DEVICE_REMOVED: the guest has let go of the device; only now it is gone. */
  deviceRemoved: { id: 15, message: 333, body: struct({ ...on, alias: text }) },
  /** …_BLOCK_JOB_2: BlockJobType, BlockJobStatus; `disk` is the target, such as `vda`. */
  blockJob: { id: 16, message: 339, body: struct({ ...on, disk: text, type: i32, status: i32 }) },
  /** …_TUNABLE: limits were changed. */
  tunable: { id: 17, message: 346, body: struct({ ...on, params: typedParams(PARAMS_MAX) }) },
  /** …_AGENT_LIFECYCLE: the guest agent came or went; AgentState, AgentReason. */
  agentLifecycle: { id: 18, message: 348, body: struct({ ...on, state: i32, reason: i32 }) },
  /** …_DEVICE_ADDED: a device was plugged. */
  deviceAdded: { id: 19, message: 354, body: struct({ ...on, alias: text }) },
  /** …_MIGRATION_ITERATION. */
  migrationIteration: { id: 20, message: 359, body: struct({ ...on, iteration: i32 }) },
  /** …_JOB_COMPLETED: a backup or migration is over, with its statistics. */
  jobCompleted: { id: 21, message: 363, body: struct({ ...on, params: typedParams(PARAMS_MAX) }) },
  /** …_DEVICE_REMOVAL_FAILED: the guest refused to let go of the device. */
  deviceRemovalFailed: { id: 22, message: 367, body: struct({ ...on, alias: text }) },
  /** …_METADATA_CHANGE: MetadataType; `uri` is the namespace of an element. */
  metadataChange: { id: 23, message: 379, body: struct({ ...on, type: i32, uri: optionalText }) },
  /** …_BLOCK_THRESHOLD: somebody wrote past the mark set on a disk. */
  blockThreshold: {
    id: 24,
    message: 385,
    body: struct({ ...on, device: text, path: optionalText, thresholdBytes: u53, excessBytes: u53 }),
  },
  /** …_MEMORY_FAILURE: memory is broken; MemoryFailureRecipient, MemoryFailureAction, MemoryFailureFlags. */
  memoryFailure: { id: 25, message: 423, body: struct({ ...on, recipient: i32, action: i32, flags: u32 }) },
  /** …_MEMORY_DEVICE_SIZE_CHANGE: a virtio-mem device has another size, as libvirt reports it. */
  memoryDeviceSizeChange: { id: 26, message: 438, body: struct({ ...on, alias: text, size: u53 }) },
  /** …_NIC_MAC_CHANGE: the guest changed the address of a NIC. */
  nicMacChange: { id: 27, message: 453, body: struct({ ...on, alias: text, oldMac: text, newMac: text }) },
} as const;
