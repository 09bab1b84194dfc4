import type { Problem } from '../../../contract/index.ts';
import type { UpsState } from './parse-ups-state.ts';

/** What a seat is told of the UPS. */
export function toUpsProblems(state: UpsState | undefined): Problem[] {
  if (state === undefined) return [];
  const { power, replaceBattery } = state;
  const left = toLeft(state);
  return [
    ...(power === 'low'
      ? [
          error(
            'power.ups-low',
            `The battery of the UPS is nearly empty${left}`,
            'The guest is asked to stop, then the box powers off',
          ),
        ]
      : []),
    ...(power === 'on-battery'
      ? [
          warning(
            'power.ups-on-battery',
            `The box runs on the battery of the UPS${left}`,
            'The mains have failed',
          ),
        ]
      : []),
    ...(power === 'lost'
      ? [
          warning(
            'power.ups-lost',
            'The UPS does not answer',
            'Look at its cable, or at the server of NUT that shows it',
          ),
        ]
      : []),
    ...(replaceBattery
      ? [
          warning(
            'power.ups-battery',
            'The UPS wants a new battery',
            'Replace it; until then it may fail at once',
          ),
        ]
      : []),
  ];
}

function toLeft({ chargePercent, runtimeS }: UpsState): string {
  const parts = [
    ...(chargePercent === undefined ? [] : [`${chargePercent} %`]),
    ...(runtimeS === undefined ? [] : [`about ${Math.floor(runtimeS / 60)} min`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')} when it said so)`;
}

const problem = (severity: Problem['severity']) => (code: string, message: string, hint: string) => ({
  code,
  severity,
  message,
  hint,
});
const error = problem('error');
const warning = problem('warning');
