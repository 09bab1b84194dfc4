import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const minute = 60_000;

/** The file with the most stories first: two run side by side, and the longest must not begin last. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith('/one-box.lab.ts');
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          pool: 'forks',
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Real processes and a real libvirtd: one file at a time, so that they can't starve one another.
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.{ts,tsx}'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 2 * minute,
          hookTimeout: 3 * minute,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The emulated box without KVM takes its time, and one processor of the machine, since it has one itself.
        test: {
          name: 'lab',
          include: ['test/lab/**/*.lab.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 15 * minute,
          hookTimeout: 15 * minute,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
