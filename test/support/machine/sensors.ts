import { linkTo, type MachineFiles } from './entries.ts';

export interface ChipInput {
  /** The number that the kernel gave to the chip. */
  number: number;
  name: string;
  /** The path of the device below `/sys/devices`; none for a chip that watches none. */
  device?: string;
  /** As they are in the folder: attributes such as `temp1_input`, with what they say. */
  attributes: MachineFiles;
}

/** A chip below `/sys/class/hwmon`. */
export function chip({ number, name, device, attributes }: ChipInput): MachineFiles {
  const home =
    device === undefined
      ? `/sys/devices/virtual/hwmon/hwmon${number}`
      : `/sys/devices/${device}/hwmon/hwmon${number}`;
  return {
    [`/sys/class/hwmon/hwmon${number}`]: linkTo(home),
    [`${home}/name`]: `${name}\n`,
    ...(device === undefined ? {} : { [`${home}/device`]: linkTo(`/sys/devices/${device}`) }),
    ...Object.fromEntries(
      Object.entries(attributes).map(([attribute, entry]) => [
        `${home}/${attribute}`,
        typeof entry === 'string' ? `${entry}\n` : entry,
      ]),
    ),
  };
}
