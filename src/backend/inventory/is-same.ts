import type { Disk, Fact, HugePages, Inventory } from '../../contract/index.ts';

/**
 * Whether two readings tell of the same machine, so that nobody has to hear of the second.
 *
 * What moves by itself is no change: the time of the reading, memory and huge pages that are free, what sensors measure, the temperature
 * and the running hours of a disk. Whoever wants those asks for them. That such a value becomes known or unknown is a change; so are
 * a link that goes up or down, a disc in a drive, the alarm of a sensor, and what a disk says of its health: those are events.
 */
export const isSame = (a: Inventory, b: Inventory): boolean =>
  JSON.stringify(toLasting(a)) === JSON.stringify(toLasting(b));

function toLasting({ takenAt: _, memory, sensors, disks, ...rest }: Inventory): object {
  return {
    ...rest,
    memory: {
      ...memory,
      availableMiB: withoutValue(memory.availableMiB),
      hugePages: memory.hugePages.map(toLastingPages),
      numaNodes: memory.numaNodes.map((node) => ({ ...node, hugePages: node.hugePages.map(toLastingPages) })),
    },
    sensors: sensors.map((sensor) => ({ ...sensor, value: withoutValue(sensor.value) })),
    disks: disks.map((disk) => ({ ...disk, smart: toLastingSmart(disk.smart) })),
  };
}

const withoutValue = <T>(fact: Fact<T>): object => ({ ...fact, value: undefined });

const toLastingPages = (pages: HugePages): object => ({ ...pages, free: withoutValue(pages.free) });

const toLastingSmart = (smart: Disk['smart']): object =>
  smart.state === 'unknown'
    ? smart
    : { ...smart, value: { ...smart.value, temperatureC: undefined, powerOnHours: undefined } };
