import type { MediumState } from '../../contract/index.ts';

/** What is under way between the box and the running guest, by alias. */
export interface HotPlugView {
  isAttaching(alias: string): boolean;
  /** The guest was asked to let go of it, and there is time left. */
  isLeaving(alias: string): boolean;
  /** Why it has not let go, when it was asked. */
  whyBusy(alias: string): string | undefined;
  /** Why the guest that is to have it does not. */
  whyNot(alias: string): string | undefined;
}

/** What the running guest has of it; `undefined` as alias of what can't be attached now. */
export function toState(
  alias: string | undefined,
  isAttached: boolean,
  view: Pick<HotPlugView, 'isAttaching' | 'isLeaving' | 'whyBusy'>,
): MediumState {
  if (alias === undefined) return 'none';
  if (!isAttached) return view.isAttaching(alias) ? 'attaching' : 'none';
  if (view.isLeaving(alias)) return 'leaving';
  return view.whyBusy(alias) === undefined ? 'attached' : 'busy';
}
