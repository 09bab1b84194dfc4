import type { Operation } from '../contract/index.ts';

/** Whether an operation has come to its end, good or bad. The contract's own is beside schemas, which a client does not load. */
export const isEnded = ({ state }: Operation): boolean => state !== 'queued' && state !== 'running';
