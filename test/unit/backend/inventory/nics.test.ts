import { describe, expect, it } from 'vitest';
import type { Files } from '../../../../src/backend/host/files.ts';
import { parseDuplex, parsePortName } from '../../../../src/backend/inventory/parse-nic.ts';
import { readDevices } from '../../../../src/backend/inventory/read-devices.ts';
import { readNics as readAll } from '../../../../src/backend/inventory/read-nics.ts';
import { factValue, known, type Nic } from '../../../../src/contract/index.ts';
import type { MachineFiles } from '../../../support/machine/entries.ts';
import { machineOf } from '../../../support/machine/files.ts';
import { nic } from '../../../support/machine/nic.ts';
import { pciDevice } from '../../../support/machine/pci.ts';
import { pciIds } from '../../../support/machine/pci-ids.ts';
import { usbDevice } from '../../../support/machine/usb.ts';

const readNics = async (files: Files): Promise<Nic[]> =>
  (await readDevices(files, async () => new Map())).nics;

const igb = { name: 'eno1', at: '0000:01:00.0', driver: 'igb', mac: '3c:ec:ef:00:00:10' };
/** Where the attributes of such a NIC are. */
const home = (name: string, at: string): string => `/sys/devices/pci0000:00/${at}/net/${name}`;

describe('a NIC', () => {
  it('has a model, a port, a duplex mode and a node', async () => {
    const tree = nic({ ...igb, speed: 1000, label: 'LAN 1', node: 1 });
    tree[`${home('eno1', igb.at)}/phys_port_id`] = '3cecef000010\n';
    const [found] = await readNics(machineOf(pciIds, tree));
    expect(found).toMatchObject({
      model: known('Intel Corporation I350 Gigabit Network Connection'),
      port: known('LAN 1'),
      physicalPortId: known('3cecef000010'),
      duplex: known('full'),
      node: known(1),
      firmware: { state: 'unknown', reason: 'not read yet' },
    });
  });

  it('with a name that is no text hides no other, and is told', async () => {
    const tree = { ...nic(igb), '/sys/class/net/a\ufffdb/type': '1\n' };
    const { nics, problems } = await readAll(machineOf(tree), async () => new Map());
    expect(nics.map(({ name }) => name)).toEqual(['eno1']);
    expect(problems.map(({ code }) => code)).toEqual(['inventory.nic-name']);
  });

  it('without a link, a label and a name for its chip says why it does not know', async () => {
    const [found] = await readNics(machineOf(nic(igb)));
    expect(found).toMatchObject({
      model: { state: 'unknown', reason: 'pci.ids is not installed' },
      port: { state: 'unknown', reason: 'neither firmware nor driver says' },
      physicalPortId: { state: 'unknown', reason: 'the driver does not say' },
      duplex: { state: 'unknown', reason: 'there is no link' },
      node: { state: 'unknown', reason: 'the firmware does not say' },
      problems: [],
    });
  });

  it('behind virtio is the PCI device that it hangs on', async () => {
    const tree = nic({
      ...igb,
      driver: 'virtio_net',
      below: '/virtio0',
      id: '1af4:1041',
      node: 0,
      label: 'A',
    });
    const [found] = await readNics(machineOf(pciIds, tree));
    expect(found).toMatchObject({
      model: known('Red Hat, Inc. Virtio 1.0 network device'),
      driver: known('virtio_net'),
      port: known('A'),
      node: known(0),
    });
  });

  it('on USB has the words of its device, and the node of its controller', async () => {
    const usbPath = '/usb2/2-3/2-3:1.0';
    const trees = (strings: Record<string, string>): MachineFiles[] => [
      nic({
        name: 'enx0',
        at: '0000:00:14.0',
        below: usbPath,
        driver: 'r8152',
        mac: '00:e0:4c:00:00:01',
        label: 'no',
      }),
      pciDevice({ at: '0000:00:14.0', classId: '0c0330', id: '8086:51ed', driver: 'xhci_hcd', node: 2 }),
      usbDevice({ path: '2-3', product: 'bda/8153/3100', strings }),
    ];
    const model = async (strings: Record<string, string>): Promise<string | undefined> => {
      const [found] = await readNics(machineOf(...trees(strings)));
      return found && factValue(found.model);
    };
    expect(await model({ manufacturer: 'Realtek', product: 'USB 10/100/1000 LAN' })).toBe(
      'Realtek USB 10/100/1000 LAN',
    );
    expect(await model({ manufacturer: 'ASIX', product: 'ASIX AX88179' })).toBe('ASIX AX88179');
    expect(await model({ manufacturer: 'ASIX' })).toBe('ASIX');
    expect(await model({})).toBeUndefined();
    const [found] = await readNics(machineOf(...trees({})));
    // The label is that of the controller's socket, not of what is plugged into it.
    expect(found).toMatchObject({
      node: known(2),
      port: { state: 'unknown' },
      path: known('0000:00:14.0/usb-2-3'),
    });
  });

  it('of several on one device is told apart by the number of its port', async () => {
    const both = ['enp1s0', 'enp1s0d1'].map((name, port) => ({
      ...nic({ ...igb, name, mac: `3c:ec:ef:00:00:1${port}` }),
      [`${home(name, igb.at)}/dev_port`]: `${port}\n`,
    }));
    const alone = {
      ...nic({ ...igb, name: 'eno9', at: '0000:09:00.0' }),
      [`${home('eno9', '0000:09:00.0')}/dev_port`]: '0\n',
    };
    const nics = await readNics(machineOf(...both, alone));
    expect(nics.map(({ name, port }) => [name, factValue(port)])).toEqual([
      ['enp1s0', 'port 0'],
      ['enp1s0d1', 'port 1'],
      ['eno9', undefined],
    ]);
  });

  it('has the port that its driver names, when the firmware names none', async () => {
    const tree = { ...nic(igb), [`${home('eno1', igb.at)}/phys_port_name`]: 'p1s0\n' };
    const [found] = await readNics(machineOf(tree));
    expect(found?.port).toEqual(known('p1s0'));
  });

  it('takes few files to read: sixty-four stay cheap', async () => {
    const machine = machineOf(nic({ ...igb, speed: 1000 }));
    let count = 0;
    const counting = Object.fromEntries(
      Object.entries(machine).map(([key, fn]) => [
        key,
        (...args: never[]) => {
          if (args.some((arg: unknown) => String(arg).includes('/net/eno1/'))) count++;
          return (fn as (...args: never[]) => unknown)(...args);
        },
      ]),
    ) as unknown as Files;
    await readNics(counting);
    expect(count).toBeLessThanOrEqual(16);
  });
});

it('takes only what people recognise for the name of a port', () => {
  expect(['p0\n', 'p1s3', 'pf0vf2', 'c1pf0', '', 'p', 'p0 '].map(parsePortName)).toEqual([
    'p0',
    'p1s3',
    undefined,
    undefined,
    undefined,
    undefined,
    'p0',
  ]);
  expect(['full\n', 'half\n', 'unknown\n'].map(parseDuplex)).toEqual(['full', 'half', undefined]);
});
