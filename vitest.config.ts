import { defineConfig } from 'vitest/config';

const minute = 60_000;

export default defineConfig({
  test: {
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
        // The emulated box without KVM: everything takes its time.
        test: {
          name: 'lab',
          include: ['test/lab/**/*.lab.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 15 * minute,
          hookTimeout: 15 * minute,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
