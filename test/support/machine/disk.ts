import { binary, linkTo, type MachineFiles } from './entries.ts';

export interface DiskInput {
  name: string;
  /** The path of the device below `/sys/devices`. */
  at: string;
  /** In units of 512 bytes. */
  size: string;
  model?: string;
  serial?: string;
  vpd?: Uint8Array;
  rotational?: boolean;
  removable?: boolean;
  partitions?: string[];
}

export function disk({
  name,
  at,
  size,
  model,
  serial,
  vpd,
  rotational,
  removable,
  partitions = [],
}: DiskInput): MachineFiles {
  const device = `/sys/devices/${at}`;
  const home = `${device}/block/${name}`;
  return {
    [`/sys/block/${name}`]: linkTo(home),
    [`${home}/device`]: linkTo(device),
    [`${home}/size`]: size,
    [`${home}/ro`]: '0\n',
    [`${home}/removable`]: removable ? '1\n' : '0\n',
    [`${home}/queue/logical_block_size`]: '512\n',
    [`${home}/queue/rotational`]: rotational ? '1\n' : '0\n',
    ...(model === undefined ? {} : { [`${device}/model`]: `${model}\n` }),
    ...(serial === undefined ? {} : { [`${device}/serial`]: `${serial}\n` }),
    ...(vpd === undefined ? {} : { [`${device}/vpd_pg80`]: binary(vpd) }),
    ...Object.fromEntries(partitions.map((part, index) => [`${home}/${part}/partition`, `${index + 1}\n`])),
  };
}
