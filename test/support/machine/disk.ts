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
  firmware?: string;
  /** As the kernel's `wwid` has it. */
  wwid?: string;
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
  firmware,
  wwid,
}: DiskInput): MachineFiles {
  const device = `/sys/devices/${at}`;
  const home = `${device}/block/${name}`;
  const isNvme = name.startsWith('nvme');
  return {
    [`/sys/block/${name}`]: linkTo(home),
    [`${home}/device`]: linkTo(device),
    [`${home}/size`]: size,
    [`${home}/ro`]: '0\n',
    [`${home}/removable`]: removable ? '1\n' : '0\n',
    [`${home}/queue/logical_block_size`]: '512\n',
    [`${home}/queue/physical_block_size`]: rotational ? '4096\n' : '512\n',
    [`${home}/queue/rotational`]: rotational ? '1\n' : '0\n',
    ...(model === undefined ? {} : { [`${device}/model`]: `${model}\n` }),
    ...(serial === undefined ? {} : { [`${device}/serial`]: `${serial}\n` }),
    ...(vpd === undefined ? {} : { [`${device}/vpd_pg80`]: binary(vpd) }),
    ...(firmware === undefined ? {} : { [`${device}/${isNvme ? 'firmware_rev' : 'rev'}`]: `${firmware}\n` }),
    ...(wwid === undefined ? {} : { [`${isNvme ? home : device}/wwid`]: `${wwid}\n` }),
    ...Object.fromEntries(partitions.map((part, index) => [`${home}/${part}/partition`, `${index + 1}\n`])),
  };
}
