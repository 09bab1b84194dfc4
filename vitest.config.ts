import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const minute = 60_000;

/** Files that take longest, longest first: two run side by side, and the longest must not begin last. */
const long = [
  '/display.lab.ts',
  '/configuration.lab.ts',
  '/power-cord.lab.ts',
  '/following.lab.ts',
  '/firmware.lab.ts',
  '/kills.lab.ts',
  '/poor-box.lab.ts',
  '/guest-console.lab.ts',
  '/drives.lab.ts',
  '/network.lab.ts',
  '/power/killed.test.ts',
  '/power/asked.test.ts',
  '/backend/box-power.test.ts',
  '/guest/fall-back.test.ts',
  '/guest/life-cycle.test.ts',
  '/guest/nics.test.ts',
  '/power/verdicts.test.ts',
  '/power/dump.test.ts',
  '/guest/roles.test.ts',
  '/host/ups.test.ts',
];

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
          globalSetup: 'test/support/programs.ts',
          pool: 'forks',
          // No test changes what another one sees, and each file would load everything anew: a third of the time.
          isolate: false,
          maxWorkers: 2,
          // Looks often, and gives up late: what is polled for is there in milliseconds, or later on a busy machine.
          expect: { poll: { interval: 10, timeout: 15_000 } },
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Real processes, which wait half of the time: three files side by side. Each has folders, a libvirtd and network namespaces of its own.
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.{ts,tsx}'],
          globalSetup: 'test/support/programs.ts',
          pool: 'forks',
          maxWorkers: 3,
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
