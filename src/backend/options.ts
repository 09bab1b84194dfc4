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
  /** Whether the machine's power is ours to switch. */
  ownPower: boolean;
  /** Whether the machine's USB disks are ours to give to the guest. */
  ownMedia: boolean;
  /** The folder of the event devices, when the power button is ours. */
  inputDir: string | undefined;
  /** Where the witness writes down what QEMU says. */
  witnessFile: string;
  /** The folder of NUT's files, when the UPS is ours to follow. */
  upsDir: string | undefined;
  /** The folders of the guest's VNC server and of the viewer's socket, when the box's monitor is ours. */
  displayDir: string | undefined;
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
  'own-power': { type: 'boolean', default: false },
  'own-media': { type: 'boolean', default: false },
  'power-button': { type: 'string' },
  witness: { type: 'string', default: '/run/bezel-witness/events' },
  'ups-dir': { type: 'string' },
  'display-dir': { type: 'string' },
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
  --own-power            power the machine off, or reboot it, when the policy says so; only on a box
  --own-media            give the machine's USB disks and drives to the guest; only on a box
  --power-button DIR     the folder of the event devices (/dev/input); the box's power button there is heard (none)
  --witness FILE         what QEMU has said while no backend ran (/run/bezel-witness/events)
  --ups-dir DIR          where NUT, which the policy's UPS is watched by, has its files (none)
  --display-dir DIR      where the guest's VNC server and bezel-display have their sockets (none: the monitor is not ours)
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
    ownPower: values['own-power'],
    ownMedia: values['own-media'],
    inputDir: values['power-button'],
    witnessFile: values.witness,
    upsDir: values['ups-dir'],
    displayDir: values['display-dir'],
    storageUnit: values['storage-unit'],
  };
}
