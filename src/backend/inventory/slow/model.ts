import type { Fact, Smart } from '../../../contract/index.ts';

/** What programs said of devices, by the identity of each: a device that moves keeps its facts, and another one in its place has none. */
export interface SlowFacts {
  /** When the programs were asked, ISO 8601. */
  readAt: string;
  firmware: ReadonlyMap<string, Fact<string>>;
  smart: ReadonlyMap<string, Fact<Smart>>;
}
