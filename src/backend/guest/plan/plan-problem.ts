import type { Problem } from '../../../contract/index.ts';

type Make = (code: string, message: string, hint?: string) => Problem;
const make =
  (severity: Problem['severity']): Make =>
  (code, message, hint) => ({ code, severity, message, ...(hint === undefined ? {} : { hint }) });

/** Stands in the way of a start. */
export const error = make('error');
/** The guest starts all the same. */
export const warning = make('warning');
