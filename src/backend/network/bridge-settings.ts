import type { BridgeSettings } from './model.ts';

/** What each bridge of ours has: it says nothing by itself, waits for nothing, and shows no frame to the host's packet filter. */
export const quietBridge: BridgeSettings = {
  ...{ stp: false, forwardDelay: 0, multicastSnooping: false },
  ...{ forwardMask: 0, vlanFiltering: false, callsFilter: false },
};

/** Whether a bridge has all settings that are wanted. */
export const isSameBridge = (seen: BridgeSettings, wanted: BridgeSettings): boolean =>
  (Object.keys(wanted) as (keyof BridgeSettings)[]).every((key) => seen[key] === wanted[key]);
