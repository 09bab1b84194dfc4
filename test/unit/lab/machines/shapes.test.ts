import { describe, expect, test } from 'vitest';
import { boxOptionsSchema } from '../../../lab/driver/options.ts';
import { planProcessorArgs } from '../../../lab/driver/processor-args.ts';
import { shapes } from '../../../lab/machines/shapes.ts';
import { machineNames, machineRecord } from '../../../support/machines.ts';

describe.each(Object.entries(shapes))('the shape %s', (name, { description, options }) => {
  test('is one that the lab can make', () => {
    expect(() => planProcessorArgs(boxOptionsSchema.parse(options), 1)).not.toThrow();
  });

  test('was recorded as what it is now', () => {
    expect(machineNames).toContain(name);
    const { description: recorded, files } = machineRecord(name);
    expect(recorded).toBe(description);
    const { topology, cpus = 1 } = boxOptionsSchema.parse(options);
    const count = topology === undefined ? cpus : topology.sockets * topology.cores * topology.threads;
    expect(files['/sys/devices/system/cpu/online']).toBe(count === 1 ? '0\n' : `0-${count - 1}\n`);
  });
});
