import type { Log } from '../../../src/backend/engine/log.ts';

/** A log for tests that don't look at it. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
