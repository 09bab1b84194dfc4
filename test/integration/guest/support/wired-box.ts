import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseInterfaces } from '../../../../src/backend/guest/nics/parse-interfaces.ts';
import { type Guest, privateLink } from '../../../../src/contract/index.ts';
import { Libvirt } from '../../../../src/libvirt/index.ts';
import { startLibvirtdIn } from '../../../support/libvirtd-in-namespace.ts';
import { type BackendProcess, prepareBackend, until } from '../../backend/process.ts';
import { makeNamespace, type Namespace } from '../../network/support/namespace.ts';

/** The real backend, libvirtd and QEMU in a network namespace whose NICs have cables that can be pulled. */
export interface WiredBox {
  backend: BackendProcess;
  /** A connection of one's own, made anew when libvirtd is. */
  libvirt(): Libvirt;
  restartLibvirtd(): Promise<void>;
  /** Puts a NIC into the box, whose cable is plugged in. */
  plug(nic: string): Promise<void>;
  /** Gives the NIC another name of the kernel, as udev does. */
  rename(nic: string, to: string): Promise<void>;
  /** Takes the NIC out. */
  unplug(nic: string): Promise<void>;
  setCable(nic: string, isIn: boolean): Promise<void>;
  /** What the policy says of the network, in YAML's flow style: `mac: inherit`. There is no private link. */
  setNetwork(keys: string): Promise<void>;
  /** Starts the backend; it starts the guest where that does not run. */
  start(): Promise<void>;
  /** Waits until the guest has these NICs by libvirt's live XML, besides that of the private link: `eth0 up`. */
  guestHas(nics: string[]): Promise<void>;
  /** The guest as it is told, once it is so. */
  guestIs(isWanted: (guest: Guest) => boolean): Promise<Guest>;
  /** The guest's NICs' addresses as QEMU itself has them. */
  inQemu(): Promise<string[]>;
  /** What QEMU answers to a command of its monitor. */
  askQemu(command: string): Promise<string>;
  namespace: Namespace;
  /** The taps that are ports of the NIC's bridge. */
  tapsOn(nic: string): Promise<string[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface WiredOptions {
  /** See `setNetwork`. */
  network?: string;
  /** What the NICs say of their largest packet. */
  mtu?: number;
}

export async function makeWiredBox(
  nics: string[],
  { network = '', mtu = 1500 }: WiredOptions = {},
): Promise<WiredBox> {
  await using made = new AsyncDisposableStack();
  const namespace = made.use(await makeNamespace(0));
  const libvirtd = made.use(await startLibvirtdIn(namespace.name));
  const within = ['ip', 'netns', 'exec', namespace.name];
  const root = join(libvirtd.dir, 'machine');
  const disk = join(libvirtd.dir, 'guest.img');
  const backend = made.use(
    await prepareBackend(
      [
        ...['--root', root, '--libvirt-socket', libvirtd.socket, '--libvirt-uri', libvirtd.uri],
        ...['--serial-log', join(libvirtd.dir, 'serial.log'), '--own-network'],
        ...['--networkd-dir', join(libvirtd.dir, 'networkd')],
      ],
      {},
      within,
    ),
  );
  await makeMachine(root);
  await writeFile(disk, Buffer.alloc(1024 * 1024));
  const setNetwork = (keys: string): Promise<void> =>
    writeFile(backend.policyFile, `${guestPolicy(disk)}network: {privateLink: false, ${keys}}\n`);
  await setNetwork(network);
  const open = () => Libvirt.open({ socket: libvirtd.socket, uri: libvirtd.uri });
  let libvirt = await open();
  made.defer(() => libvirt.close().catch(() => {}));

  const nicFolder = (nic: string): string => join(root, 'sys/class/net', nic);
  const place = (nic: string): string => `0000:0${Number(nic.slice(3)) + 1}:00.0`;
  const live = async () => parseInterfaces(await libvirt.xmlDesc(await libvirt.lookupByName('guest')));
  const box: Omit<WiredBox, typeof Symbol.asyncDispose> = {
    backend,
    libvirt: () => libvirt,
    restartLibvirtd: async () => {
      await libvirtd.restart();
      libvirt = await open();
    },
    plug: async (nic) => {
      const folder = nicFolder(nic);
      const device = join(root, 'sys/devices', place(nic));
      await mkdir(device, { recursive: true });
      await mkdir(folder, { recursive: true });
      await symlink(device, join(folder, 'device'));
      const mac = `00:1b:21:00:00:0${nic.slice(3)}`;
      const files = { address: mac, addr_assign_type: '0', type: '1', carrier: '1', mtu: `${mtu}` };
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), `${text}\n`);
      await namespace.ip('link', 'add', nic, 'type', 'veth', 'peer', 'name', `wire-${nic}`);
      await namespace.ip('link', 'set', `wire-${nic}`, 'up');
    },
    rename: async (nic, to) => {
      await rename(nicFolder(nic), nicFolder(to));
      await namespace.ip('link', 'set', nic, 'name', to);
    },
    unplug: async (nic) => {
      await rm(nicFolder(nic), { recursive: true });
      await namespace.ip('link', 'delete', nic);
    },
    setCable: async (nic, isIn) => {
      await writeFile(join(nicFolder(nic), 'carrier'), isIn ? '1\n' : '0\n');
      await namespace.ip('link', 'set', `wire-${nic}`, isIn ? 'up' : 'down');
    },
    start: async () => {
      await backend.start();
      await box.guestIs(({ state }) => state === 'running');
    },
    guestHas: async (wanted) => {
      await until(live, (has) => {
        const onWires = has.filter(({ bridge }) => bridge !== privateLink.bridge);
        const words = onWires.map(({ bridge, link }) => `${bridge.replace('br-', '')} ${link}`);
        return JSON.stringify(words.sort()) === JSON.stringify(wanted);
      });
    },
    guestIs: (isWanted) => until(() => backend.admin.call('guest.get'), isWanted),
    inQemu: async () => (await box.askQemu('info network')).match(/(?<=macaddr=)[0-9a-f:]{17}/g) ?? [],
    askQemu: async (command) => {
      const asked = { execute: 'human-monitor-command', arguments: { 'command-line': command } };
      return JSON.stringify(await libvirt.monitorCommand(await libvirt.lookupByName('guest'), asked));
    },
    namespace,
    setNetwork,
    tapsOn: async (nic) =>
      [...(await namespace.links()).values()]
        .filter(({ master, name }) => master === `br-${nic}` && name !== nic)
        .map(({ name }) => name),
  };
  for (const nic of nics) await box.plug(nic);
  const all = made.move();
  return { ...box, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Everything but the NICs is the machine's that the test runs on. */
async function makeMachine(root: string): Promise<void> {
  await mkdir(join(root, 'sys/class/net'), { recursive: true });
  await mkdir(join(root, 'sys/devices'));
  await symlink('/sys/devices/system', join(root, 'sys/devices/system'));
  await symlink('/proc', join(root, 'proc'));
}

const guestPolicy = (disk: string): string => `version: 1
guest:
  accelerator: tcg
  memory: { minMiB: 64, maxMiB: 64 }
  cpus: { max: 1 }
  disks:
    - { target: vda, source: ${disk} }
`;
