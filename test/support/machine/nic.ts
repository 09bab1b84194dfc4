import { emptyFolder, linkTo, type MachineFiles, unreadable } from './entries.ts';
import { pciDevice } from './pci.ts';

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
  /** Vendor and device, for example `8086:1521`. */
  id?: string;
  node?: number;
  /** What the firmware calls the port. */
  label?: string;
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
  id = '8086:1521',
  node,
  label,
}: NicInput): MachineFiles {
  const pci = `/sys/devices/pci0000:00/${at}`;
  const device = `${pci}${below}`;
  const home = `${device}/net/${name}`;
  return {
    [`/sys/class/net/${name}`]: linkTo(home),
    ...pciDevice({ at, classId: '020000', id, driver: below === '' ? driver : 'virtio-pci', node }),
    ...(label === undefined ? {} : { [`${pci}/label`]: `${label}\n` }),
    [`${home}/device`]: linkTo(device),
    [`${home}/type`]: '1\n',
    [`${home}/mtu`]: '1500\n',
    [`${home}/addr_assign_type`]: `${assigned}\n`,
    [`${home}/carrier`]: speed === undefined ? unreadable('EINVAL') : '1\n',
    [`${home}/speed`]: speed === undefined ? unreadable('EINVAL') : `${speed}\n`,
    [`${home}/duplex`]: speed === undefined ? unreadable('EINVAL') : 'full\n',
    [`${home}/phys_port_id`]: unreadable('EOPNOTSUPP'),
    [`${home}/phys_port_name`]: unreadable('EOPNOTSUPP'),
    ...(mac === undefined ? {} : { [`${home}/address`]: `${mac}\n` }),
    ...(driver === undefined
      ? {}
      : { [`/sys/drivers/${driver}`]: emptyFolder, [`${device}/driver`]: linkTo(`/sys/drivers/${driver}`) }),
    ...(master === undefined ? {} : { [`${home}/master`]: linkTo(`/sys/devices/virtual/net/${master}`) }),
    ...(wireless ? { [`${home}/phy80211`]: emptyFolder } : {}),
  };
}

export function virtualNic(name: string): MachineFiles {
  const home = `/sys/devices/virtual/net/${name}`;
  return { [`/sys/class/net/${name}`]: linkTo(home), [`${home}/type`]: '1\n' };
}
