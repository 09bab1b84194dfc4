import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** A machine's files by path: text or bytes; a link to another path of the machine; or something that can't be read. */
export type MachineTree = Record<string, string | Uint8Array | { link: string } | 'unreadable-file'>;

/** Reading a folder fails as reading a refusing attribute does, also for root. */
export const unreadable = 'unreadable-file';

export async function writeMachine(root: string, tree: MachineTree): Promise<void> {
  await rm(root, { recursive: true, force: true });
  for (const [path, entry] of Object.entries(tree)) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    if (entry === unreadable) {
      await mkdir(target);
      await writeFile(join(target, '.keep'), '');
    } else if (typeof entry === 'object' && 'link' in entry) {
      await symlink(relative(dirname(path), entry.link), target);
    } else await writeFile(target, entry);
  }
}

export function cpus(
  sockets: number,
  coresPerSocket: number,
  threads: number,
  model: string,
  flags: string,
): MachineTree {
  const count = sockets * coresPerSocket * threads;
  const tree: MachineTree = { '/sys/devices/system/cpu/online': count === 1 ? '0\n' : `0-${count - 1}\n` };
  let cpuinfo = '';
  for (let cpu = 0; cpu < count; cpu++) {
    const core = cpu % (sockets * coresPerSocket);
    const topology = `/sys/devices/system/cpu/cpu${cpu}/topology`;
    tree[`${topology}/physical_package_id`] = `${Math.floor(core / coresPerSocket)}\n`;
    tree[`${topology}/core_id`] = `${core % coresPerSocket}\n`;
    const vendor = flags.includes('svm') ? 'AuthenticAMD' : 'GenuineIntel';
    cpuinfo += `processor\t: ${cpu}\nvendor_id\t: ${vendor}\nmodel name\t: ${model}\nflags\t\t: fpu sse2 ${flags}\n\n`;
  }
  return { ...tree, '/proc/cpuinfo': cpuinfo };
}

export function memory(totalKiB: number, nodes: { totalKiB: number; cpus: string }[]): MachineTree {
  const tree: MachineTree = {
    '/proc/meminfo': `MemTotal:       ${totalKiB} kB\nMemFree:         300000 kB\nMemAvailable:   ${totalKiB - 200_000} kB\n`,
  };
  for (const [id, node] of nodes.entries()) {
    tree[`/sys/devices/system/node/node${id}/meminfo`] = `Node ${id} MemTotal:       ${node.totalKiB} kB\n`;
    tree[`/sys/devices/system/node/node${id}/cpulist`] = `${node.cpus}\n`;
  }
  return tree;
}

export interface NicInput {
  name: string;
  /** PCI address, with what follows it on the way to the NIC. */
  at: string;
  below?: string;
  driver?: string;
  mac?: string;
  /** NET_ADDR_PERM is 0, NET_ADDR_SET is 3. */
  assigned?: number;
  /** Mbit/s; absent while the port is down. */
  speed?: number;
  master?: string;
  wireless?: boolean;
}

export function nic({
  name,
  at,
  below = '',
  driver,
  mac,
  assigned = 0,
  speed,
  master,
  wireless,
}: NicInput): MachineTree {
  const pci = `/sys/devices/pci0000:00/${at}`;
  const device = `${pci}${below}`;
  const home = `${device}/net/${name}`;
  return {
    [`/sys/class/net/${name}`]: { link: home },
    [`/sys/bus/pci/devices/${at}`]: { link: pci },
    [`${pci}/class`]: '0x020000\n',
    [`${home}/device`]: { link: device },
    [`${home}/type`]: '1\n',
    [`${home}/mtu`]: '1500\n',
    [`${home}/addr_assign_type`]: `${assigned}\n`,
    [`${home}/carrier`]: speed === undefined ? unreadable : '1\n',
    [`${home}/speed`]: speed === undefined ? unreadable : `${speed}\n`,
    ...(mac === undefined ? {} : { [`${home}/address`]: `${mac}\n` }),
    ...(driver === undefined
      ? {}
      : { [`/sys/drivers/${driver}/.keep`]: '', [`${device}/driver`]: { link: `/sys/drivers/${driver}` } }),
    ...(master === undefined ? {} : { [`${home}/master`]: { link: `/sys/devices/virtual/net/${master}` } }),
    ...(wireless ? { [`${home}/phy80211/.keep`]: '' } : {}),
  };
}

export function virtualNic(name: string): MachineTree {
  const home = `/sys/devices/virtual/net/${name}`;
  return { [`/sys/class/net/${name}`]: { link: home }, [`${home}/type`]: '1\n' };
}

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
}: DiskInput): MachineTree {
  const device = `/sys/devices/${at}`;
  const home = `${device}/block/${name}`;
  return {
    [`/sys/block/${name}`]: { link: home },
    [`${home}/device`]: { link: device },
    [`${home}/size`]: size,
    [`${home}/ro`]: '0\n',
    [`${home}/removable`]: removable ? '1\n' : '0\n',
    [`${home}/queue/logical_block_size`]: '512\n',
    [`${home}/queue/rotational`]: rotational ? '1\n' : '0\n',
    ...(model === undefined ? {} : { [`${device}/model`]: `${model}\n` }),
    ...(serial === undefined ? {} : { [`${device}/serial`]: `${serial}\n` }),
    ...(vpd === undefined ? {} : { [`${device}/vpd_pg80`]: vpd }),
    ...Object.fromEntries(partitions.map((part, index) => [`${home}/${part}/partition`, `${index + 1}\n`])),
  };
}
