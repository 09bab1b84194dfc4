import { type Following, followOutput } from './follow-command.ts';

export interface DeviceListener {
  bytes(bytes: Uint8Array): void;
  /** It can't be read, or no longer; not after `stop`. */
  end(message: string): void;
}

/** Reads from a device for ever. Never throws. */
export type FollowDevice = (path: string, listener: DeviceListener) => Following;

/** By a process of its own: Node would wait for a character device in one of its four threads. */
export const followDevice: FollowDevice = (path, { bytes, end }) =>
  followOutput('cat', ['--', path], { bytes, complaint: () => {}, end });
