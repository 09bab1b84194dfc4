import type { Problem } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';

/** The first error among the problems, as the reason why nothing starts. */
export function toObstacle(problems: Problem[]): OperatorError {
  const first = problems.find((problem) => problem.severity === 'error');
  if (first === undefined) {
    return new OperatorError('guest.no-policy', 'There is no usable policy', {
      hint: 'Correct the policy file; it is read again as soon as it changes',
    });
  }
  return new OperatorError(first.code, first.message, {
    problems,
    ...(first.hint === undefined ? {} : { hint: first.hint }),
  });
}
