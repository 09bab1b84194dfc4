import type { LogLevel } from '../../contract/index.ts';

/** Logger of one part of the backend. `fields` are for machines, `message` is for people and stands alone. */
export type Log = Record<LogLevel, (message: string, fields?: Record<string, unknown>) => void>;
