import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const minute = 60_000;

/** Files that take longest, longest first: two run side by side, and the longest must not begin last. */
const long = ['/one-box.lab.ts', '/restarts.lab.ts', '/configuration.lab.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = long.findIndex((name) => moduleId.endsWith(name));
      return index < 0 ? long.length : index;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
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
