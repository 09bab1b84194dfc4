import type { Operation } from '../../contract/index.ts';
import { plainText } from '../../contract/index.ts';
import type { Log } from './log.ts';
import { OperatorError } from './operator-error.ts';

/** What an operation says of its failure. Anything but an `OperatorError` is our bug: its details go to the log only. */
export function toOperationError(error: unknown, id: string, log: Log): NonNullable<Operation['error']> {
  if (error instanceof OperatorError) {
    const { hint } = error.details;
    return {
      code: error.code,
      message: plainText(error.message),
      ...(hint === undefined ? {} : { hint: plainText(hint) }),
    };
  }
  log.error('An operation failed by a mistake in the backend', { operation: id, error });
  return {
    code: 'internal',
    message: 'The backend made a mistake',
    hint: `The log tells more under operation ${id}`,
  };
}
