import { type WatchProgramOptions, watchProgram } from '../host/watch-program.ts';

/** `link` and `address` are what the kernel says of links and of the addresses on them; `netconf` tells of settings below /proc/sys/net. */
const monitor = ['-oneline', 'monitor', 'link', 'address', 'netconf'];

/** Calls `onChange` for whatever the kernel says about links; see `watchProgram`. */
export const watchLinks = (options: WatchProgramOptions): { stop(): Promise<void> } =>
  watchProgram('ip', monitor, options);
