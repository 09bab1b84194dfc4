import { describe, expect, it } from 'vitest';
import { toGpus } from '../../../../../src/backend/inventory/pci/plan-gpus.ts';
import { readDrmCards } from '../../../../../src/backend/inventory/pci/read-drm.ts';
import { readPci } from '../../../../../src/backend/inventory/pci/read-pci.ts';
import { factValue, known } from '../../../../../src/contract/index.ts';
import { drmCard } from '../../../../support/machine/drm.ts';
import { unreadable } from '../../../../support/machine/entries.ts';
import { machineOf } from '../../../../support/machine/files.ts';
import { pciDevice } from '../../../../support/machine/pci.ts';
import { pciIds } from '../../../../support/machine/pci-ids.ts';

const nic = { at: '0000:01:00.0', classId: '020000', id: '8086:1521' };
const iris = { at: '0000:00:02.0', classId: '030000', id: '8086:46a8' };
const sata = { at: '0000:00:17.0', classId: '010601', id: '8086:ffff' };

describe('PCI devices', () => {
  it('have numbers, names, a driver, a group and a node', async () => {
    const files = machineOf(pciIds, pciDevice({ ...nic, driver: 'igb', group: 14, node: 1 }));
    expect(await readPci(files)).toEqual({
      problems: [],
      devices: [
        {
          address: '0000:01:00.0',
          vendorId: known('8086'),
          deviceId: known('1521'),
          vendor: known('Intel Corporation'),
          device: known('I350 Gigabit Network Connection'),
          classId: known('020000'),
          className: known('Ethernet controller'),
          driver: known('igb'),
          iommuGroup: known(14),
          node: known(1),
          problems: [],
        },
      ],
    });
  });

  it('keep their numbers where pci.ids is missing, and where it does not know them', async () => {
    const [without] = (await readPci(machineOf(pciDevice(nic)))).devices;
    expect(without).toMatchObject({
      vendorId: known('8086'),
      device: { state: 'unknown', reason: 'pci.ids is not installed' },
    });
    const [unheardOf] = (await readPci(machineOf(pciIds, pciDevice({ ...nic, id: '8086:abcd' })))).devices;
    expect(unheardOf).toMatchObject({
      vendor: known('Intel Corporation'),
      device: { state: 'unknown', reason: 'pci.ids has no name for it' },
    });
  });

  it('without a driver are a problem where network, storage or a monitor is lost, and nowhere else', async () => {
    const bridge = { at: '0000:00:00.0', classId: '060000', id: '8086:0d57' };
    const files = machineOf(pciIds, ...[nic, iris, sata, bridge].map(pciDevice));
    const { devices } = await readPci(files);
    expect(devices.map(({ address, problems }) => [address, problems.map(({ code }) => code)])).toEqual([
      ['0000:00:00.0', []],
      ['0000:00:02.0', ['inventory.gpu-no-driver']],
      ['0000:00:17.0', ['inventory.storage-no-driver']],
      ['0000:01:00.0', ['inventory.nic-no-driver']],
    ]);
    expect(devices[3]?.problems[0]?.message).toBe(
      'The network device 0000:01:00.0 (Intel Corporation I350 Gigabit Network Connection, 8086:1521) has no driver, so that the guest does not get it',
    );
  });

  it('that a driver has made of another one are not missed', async () => {
    const virtual = { ...nic, at: '0000:01:10.0', physfn: nic.at };
    const { devices } = await readPci(machineOf(pciDevice({ ...nic, driver: 'igb' }), pciDevice(virtual)));
    expect(devices.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('that cannot be read are rows with a problem, and hide no other', async () => {
    const files = machineOf(pciDevice(nic), pciDevice({ ...iris, driver: 'i915' }), {
      '/sys/devices/pci0000:00/0000:01:00.0/uevent': unreadable('EIO'),
    });
    const { devices } = await readPci(files);
    expect(devices.map(({ address, driver }) => [address, factValue(driver)])).toEqual([
      ['0000:00:02.0', 'i915'],
      ['0000:01:00.0', undefined],
    ]);
    expect(devices[1]?.problems.map(({ code }) => code)).toEqual(['inventory.pci-device-unreadable']);
  });

  it('are none where there is no such bus', async () => {
    expect(await readPci(machineOf({}))).toEqual({ devices: [], problems: [] });
  });
});

describe('graphics', () => {
  it('are the displays of the bus with their cards, without cards too, then cards of other buses', async () => {
    const files = machineOf(
      pciIds,
      pciDevice({ ...iris, driver: 'i915' }),
      pciDevice({ ...iris, at: '0000:03:00.0', id: '10de:1234' }),
      pciDevice({ ...nic, driver: 'igb' }),
      drmCard({
        name: 'card1',
        at: 'pci0000:00/0000:00:02.0',
        driver: 'i915',
        connectors: {
          'HDMI-A-1': 'connected',
          'DP-1': 'disconnected',
          'DP-2': 'unknown',
          'VGA-1': undefined,
        },
      }),
      drmCard({
        name: 'card10',
        at: 'platform/vkms',
        driver: 'vkms',
        connectors: { 'Virtual-1': 'connected' },
      }),
      drmCard({ name: 'card2', at: 'pci0000:00/0000:00:14.0/usb2/2-3/2-3:1.0', driver: 'udl' }),
    );
    const gpus = toGpus((await readPci(files)).devices, await readDrmCards(files));
    expect(
      gpus.map(({ name, address, driver, model }) => [name, address, factValue(driver), factValue(model)]),
    ).toEqual([
      ['card1', '0000:00:02.0', 'i915', 'Intel Corporation Alder Lake-UP3 GT2 [Iris Xe Graphics]'],
      [undefined, '0000:03:00.0', undefined, undefined],
      ['card2', undefined, 'udl', undefined],
      ['card10', undefined, 'vkms', undefined],
    ]);
    expect(gpus[0]?.connectors.map(({ name, status }) => [name, factValue(status)])).toEqual([
      ['DP-1', 'disconnected'],
      ['DP-2', undefined],
      ['HDMI-A-1', 'connected'],
      ['VGA-1', undefined],
    ]);
    expect(gpus[1]?.problems.map(({ code }) => code)).toEqual(['inventory.gpu-no-driver']);
  });
});
