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

/** Each kind of event: its `virDomainEventID`, the number of its message, and what that carries. */
export const eventMessages = {
  lifecycle: { id: 0, message: 318, body: struct({ ...on, event: i32, detail: i32 }) },
  reboot: { id: 1, message: 319, body: struct(on) },
  rtcChange: { id: 2, message: 320, body: struct({ ...on, offsetS: i53 }) },
  watchdog: { id: 3, message: 321, body: struct({ ...on, action: i32 }) },
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
  ioError: {
    id: 6,
    message: 324,
    body: struct({ ...on, path: text, alias: text, action: i32, reason: text }),
  },
  controlError: { id: 7, message: 325, body: struct(on) },
  diskChange: {
    id: 9,
    message: 327,
    body: struct({ ...on, oldPath: optionalText, newPath: optionalText, alias: text, reason: i32 }),
  },
  trayChange: { id: 10, message: 328, body: struct({ ...on, alias: text, reason: i32 }) },
  pmWakeup: { id: 11, message: 329, body: struct(onWithReason) },
  pmSuspend: { id: 12, message: 330, body: struct(onWithReason) },
  balloonChange: { id: 13, message: 331, body: struct({ ...on, actualKiB: u53 }) },
  pmSuspendDisk: { id: 14, message: 332, body: struct(onWithReason) },
  deviceRemoved: { id: 15, message: 333, body: struct({ ...on, alias: text }) },
  blockJob: { id: 16, message: 339, body: struct({ ...on, disk: text, type: i32, status: i32 }) },
  tunable: { id: 17, message: 346, body: struct({ ...on, params: typedParams(PARAMS_MAX) }) },
  agentLifecycle: { id: 18, message: 348, body: struct({ ...on, state: i32, reason: i32 }) },
  deviceAdded: { id: 19, message: 354, body: struct({ ...on, alias: text }) },
  migrationIteration: { id: 20, message: 359, body: struct({ ...on, iteration: i32 }) },
  jobCompleted: { id: 21, message: 363, body: struct({ ...on, params: typedParams(PARAMS_MAX) }) },
  deviceRemovalFailed: { id: 22, message: 367, body: struct({ ...on, alias: text }) },
  metadataChange: { id: 23, message: 379, body: struct({ ...on, type: i32, uri: optionalText }) },
  blockThreshold: {
    id: 24,
    message: 385,
    body: struct({ ...on, device: text, path: optionalText, thresholdBytes: u53, excessBytes: u53 }),
  },
  memoryFailure: { id: 25, message: 423, body: struct({ ...on, recipient: i32, action: i32, flags: u32 }) },
  memoryDeviceSizeChange: { id: 26, message: 438, body: struct({ ...on, alias: text, size: u53 }) },
  nicMacChange: { id: 27, message: 453, body: struct({ ...on, alias: text, oldMac: text, newMac: text }) },
} as const;
