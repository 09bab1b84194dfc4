import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** Where the backend finds the machine and keeps what is its own; everything is a parameter, so that it runs unprivileged beside others. */
export interface BackendOptions {
  /** The folder of the API's sockets. */
  runtimeDir: string;
  stateDir: string;
  policyFile: string;
  /** Below it `/sys` and `/proc` are read. */
  root: string;
  templatesDir: string;
  libvirtSocket: string;
  libvirtUri: string;
  /** Where what the guest says on its serial port is kept; QEMU or virtlogd writes it. */
  serialLog: string;
  /** Where systemd-networkd reads its files. */
  networkdDir: string;
  /** Whether the machine's network links are ours to change. */
  ownNetwork: boolean;
  /** The systemd unit that makes the guest's volumes, and that the guest waits for. */
  storageUnit: string | undefined;
}

const options = {
  'runtime-dir': { type: 'string', default: '/run/bezel' },
  'state-dir': { type: 'string', default: '/var/lib/bezel' },
  policy: { type: 'string', default: '/etc/bezel/appliance.yaml' },
  root: { type: 'string', default: '/' },
  templates: { type: 'string' },
  'libvirt-socket': { type: 'string', default: '/run/libvirt/libvirt-sock' },
  'libvirt-uri': { type: 'string', default: 'qemu:///system' },
  'serial-log': { type: 'string', default: '/var/log/libvirt/qemu/guest-serial.log' },
  'networkd-dir': { type: 'string', default: '/run/systemd/network' },
  'own-network': { type: 'boolean', default: false },
  'storage-unit': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

export const usage = `Usage: bezeld [OPTIONS]

The backend of a Bezel box. It answers on unix sockets below the runtime folder.

  --runtime-dir DIR      the API's sockets (/run/bezel)
  --state-dir DIR        the store and the last good configuration (/var/lib/bezel)
  --policy FILE          the appliance's policy (/etc/bezel/appliance.yaml)
  --root DIR             below it /sys and /proc are read (/)
  --templates DIR        the folder of domain.xml (templates, beside the program)
  --libvirt-socket FILE  libvirt's socket (/run/libvirt/libvirt-sock)
  --libvirt-uri URI      libvirt's driver (qemu:///system)
  --serial-log FILE      what the guest says on its serial port (/var/log/libvirt/qemu/guest-serial.log)
  --networkd-dir DIR     what systemd-networkd is to do (/run/systemd/network)
  --own-network          put every NIC into a bridge and take its addresses away; only on a box, never on a
                         machine that is used otherwise
  --storage-unit UNIT    the systemd unit that makes the guest's volumes; the guest waits for it (none)
  --help                 show this text`;

/** `help` when that was asked for. Throws a `TypeError` whose message names what is wrong. `programDir` is the folder of the program. */
export function parseOptions(args: string[], programDir: string): BackendOptions | 'help' {
  const { values } = parseArgs({ args, options, strict: true });
  if (values.help) return 'help';
  return {
    runtimeDir: values['runtime-dir'],
    stateDir: values['state-dir'],
    policyFile: values.policy,
    root: values.root,
    templatesDir: values.templates ?? join(programDir, 'templates'),
    libvirtSocket: values['libvirt-socket'],
    libvirtUri: values['libvirt-uri'],
    serialLog: values['serial-log'],
    networkdDir: values['networkd-dir'],
    ownNetwork: values['own-network'],
    storageUnit: values['storage-unit'],
  };
}
