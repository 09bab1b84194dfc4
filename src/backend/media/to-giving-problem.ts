import type { Problem } from '../../contract/index.ts';

export interface Giving {
  kind: 'media' | 'drive';
  /** What people call it. */
  what: string;
  isBusy: boolean;
  /** Why the guest does not get it. */
  why: string | undefined;
  /** What has it tried once more. */
  again: string;
}

/** What is wrong with what the guest has not let go of, or does not get. */
export function toGivingProblem({ kind, what, isBusy, why, again }: Giving): Problem[] {
  if (isBusy)
    return [
      {
        code: `${kind}.busy`,
        severity: 'warning',
        message: `The guest has not let go of ${what}`,
        hint: 'See whether it is in use there; then take it back once more',
      },
    ];
  if (why === undefined) return [];
  return [
    {
      code: `${kind}.refused`,
      severity: 'warning',
      message: `The guest does not get ${what}: ${why}`,
      hint: again,
    },
  ];
}
