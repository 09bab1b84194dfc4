import { type Figure, toMedian } from '../figure.ts';
import type { Counts, Sample } from './probes.ts';
import type { Rendering } from './render-probe.ts';

const goalMs = 150;

/**
 * The figures of several runs. Wall time on a machine that is used otherwise is the others' as well: CPU time and the ratio to plain reading
 * tell more there.
 */
export function toFigures(samples: readonly Sample[], counts: readonly Counts[]): Figure[] {
  const largest = samples.flatMap(({ renderings }) => renderings.at(-1) ?? []);
  const last = counts.at(-1) ?? { nics: 0, asked: 0, read: 0 };
  const median = (pick: (rendering: Rendering) => number): number => toMedian(largest.map(pick));
  const reading = { name: `readFileSync of its ${last.read} files`, value: 0 };
  const cpuMs = counts.map((_, index) => least(samples.map(({ renderings }) => toCpuMs(renderings[index]))));
  const [nics, asked] = [counts.map((each) => each.nics), counts.map((each) => each.asked)];
  return [
    {
      ...{ name: 'configuration', value: median(toWallMs), unit: 'ms', goal: goalMs },
      against: { ...reading, value: toMedian(samples.map((sample) => sample.reading.readMs)) },
      note:
        `inventory to domain XML, ${last.nics} NICs, 256 processors, cold, median of ${samples.length} processes: ` +
        `inventory ${median(({ inventoryMs }) => inventoryMs).toFixed(0)} ms, plan and XML ${median(({ renderMs }) => renderMs).toFixed(0)} ms; ` +
        `least ${least(largest.map(toWallMs)).toFixed(0)} ms. ` +
        `Before it the process's start and its modules ${median(({ loadMs }) => loadMs).toFixed(0)} ms, the policy ${median(({ policyMs }) => policyMs).toFixed(0)} ms`,
    },
    {
      ...{ name: 'configuration, CPU time', value: median(toCpuMs), unit: 'ms' },
      against: { ...reading, value: toMedian(samples.map((sample) => toCpuMs(sample.reading))) },
      note: `of all threads, the same processes: ${median(({ userMs }) => userMs).toFixed(0)} ms the program's, ${median(({ systemMs }) => systemMs).toFixed(0)} ms the kernel's`,
    },
    {
      ...{ name: 'growth with the NICs', value: toGrowth(nics, cpuMs), unit: '×' },
      note:
        `CPU time for one more NIC in the upper half of ${nics.join(', ')} NICs by that in the lower half; 1 is linear. ` +
        `Least CPU time ${cpuMs.map((ms) => ms.toFixed(0)).join(', ')} ms; ` +
        `questions to the machine ${asked.join(', ')}, which grow ${toGrowth(nics, asked).toFixed(2)} ×`,
    },
  ];
}

/** What each NIC costs from about half of the most to the most, by what it costs from the fewest to that half. */
export function toGrowth(nics: readonly number[], values: readonly number[]): number {
  const last = nics.length - 1;
  const middle = nics.findIndex((count) => count * 2 >= (nics[last] ?? 0));
  const slope = (from: number, to: number): number =>
    ((values[to] ?? Number.NaN) - (values[from] ?? Number.NaN)) / ((nics[to] ?? 0) - (nics[from] ?? 0));
  return slope(middle, last) / slope(0, middle);
}

const toWallMs = ({ inventoryMs, renderMs }: Rendering): number => inventoryMs + renderMs;
const toCpuMs = (times: { userMs: number; systemMs: number } | undefined): number =>
  (times?.userMs ?? Number.NaN) + (times?.systemMs ?? Number.NaN);
/** The run that others disturbed least. */
const least = (values: readonly number[]): number => Math.min(...values);
