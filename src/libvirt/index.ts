export type { CapabilitiesQuery } from './api/connect.ts';
export type { BlockJob } from './api/jobs.ts';
export type { DomainInfo } from './api/power.ts';
export type { DomainStats, MemoryStat } from './api/stats.ts';
export type { Screenshot } from './api/streams.ts';
export { Libvirt } from './client.ts';
export { type Clock, systemClock } from './clock.ts';
export * from './constants/domain-state.ts';
export { ErrorCode, errorCodeName } from './constants/error-code.ts';
export * from './constants/event-values.ts';
export * from './constants/flags.ts';
export * from './constants/lifecycle.ts';
export {
  CallAborted,
  CallTimeout,
  ConnectionLost,
  type ErrorInfo,
  InvalidArgument,
  LibvirtError,
  ProtocolError,
} from './errors.ts';
export {
  type DomainEvent,
  type DomainEventOf,
  EVENT_NAMES,
  type EventName,
  type MonitorEvent,
} from './events.ts';
export type { OpenOptions } from './options.ts';
export type { Snapshot } from './procedures/snapshots.ts';
export type { TypedParams, TypedValue } from './procedures/typed-params.ts';
export type { Domain } from './procedures/wire.ts';
export type { CallOptions } from './rpc/connection.ts';
export { LibvirtSession, type Retry, type SessionOptions, type SessionState } from './session.ts';
