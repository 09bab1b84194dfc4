import type { WantedNic } from '../../../src/backend/network/model.ts';
import { planBridges } from '../../../src/backend/network/plan-bridges.ts';
import { nic, observed, wantedNic } from '../../../test/unit/backend/network/links.ts';
import { type Figure, toMedian } from '../figure.ts';

const nics = 64;
const runs = 21;

/** Milliseconds to plan a box with 64 NICs of which none is joined yet; the first time in this process, and the median of the rest. */
export function measurePlan(): Figure[] {
  const names = Array.from({ length: nics }, (_, index) => `eth${index}`);
  const links = observed(names.map((name, index) => nic(name, { index: index + 2 })));
  const wanted: WantedNic[] = names.map((name) => wantedNic(name));
  const times = Array.from({ length: runs }, () => {
    const started = performance.now();
    planBridges(links, wanted);
    return performance.now() - started;
  });
  const [first = Number.NaN, ...others] = times;
  return [
    {
      ...{ name: 'plan for 64 NICs', value: first, unit: 'ms', goal: 20 },
      against: { name: 'when warm', value: toMedian(others) },
      note: 'from observed links to the steps, the first time in the process: code that has not run before',
    },
  ];
}
