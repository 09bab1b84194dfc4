import type { GuestNic, GuestState } from '../contract/index.ts';

/** What the guest sees of a NIC's cable; `not in the guest` for one that the running guest lacks. */
export function nicLinkWords({ attached, linkUp }: GuestNic, state: GuestState): string {
  const link = linkUp === undefined ? 'unknown' : linkUp ? 'up' : 'down';
  return attached === false && runs.has(state) ? 'not in the guest' : link;
}

/** The bridge that it is on; `itself` and how, for a NIC of the box that the guest has itself. */
export const nicPlaceWords = ({ via, bridge }: GuestNic): string =>
  via === undefined || via === 'bridge' ? bridge : `itself (${via})`;

const runs: ReadonlySet<GuestState> = new Set(['running', 'paused', 'stopping', 'crashed']);
