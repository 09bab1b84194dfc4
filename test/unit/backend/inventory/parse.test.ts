import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTopology } from '../../../../src/backend/inventory/parse-cpu.ts';
import {
  isDiskName,
  parseDiskBus,
  parseDiskSize,
  parseMounts,
  parseSerialPage,
  toHostDevices,
} from '../../../../src/backend/inventory/parse-disk.ts';
import {
  parseBusPath,
  parseMac,
  parsePermanentMacs,
  parseSpeed,
} from '../../../../src/backend/inventory/parse-nic.ts';
import {
  parseCount,
  parseFlag,
  parseLine,
  parseList,
} from '../../../../src/backend/inventory/parse-scalar.ts';

describe('scalars', () => {
  it('takes counts and nothing like them', () => {
    expect([' 42\n', '0', '-1', '1.5', '', '0x10', '99999999999999999999'].map(parseCount)).toEqual([
      42,
      0,
      ...Array(5).fill(undefined),
    ]);
  });
  it('takes flags', () => {
    expect(['1\n', '0', 'yes'].map(parseFlag)).toEqual([true, false, undefined]);
  });
  it("takes the kernel's lists", () => {
    expect(parseList('0-3,8,10-11\n')).toEqual([0, 1, 2, 3, 8, 10, 11]);
    expect(['', '3-1', '0-99999999', 'a', '1,,2'].map(parseList)).toEqual(Array(5).fill(undefined));
  });
  it('takes control characters and escape sequences out of what a device says', () => {
    expect(parseLine('Ultra \u001b[31mFit\u0007 \0\0')).toBe('Ultra Fit');
    expect(parseLine('  \n')).toBeUndefined();
  });
});

describe('processors', () => {
  it('have cores whose numbers repeat in each package', () => {
    const places = [0, 1].flatMap((packageId) => [0, 0, 1, 1].map((coreId) => ({ packageId, coreId })));
    expect(toTopology(places)).toEqual({ sockets: 2, cores: 4, threadsPerCore: 2 });
    expect(toTopology([])).toBeUndefined();
  });
});

describe('NICs', () => {
  it('have addresses in small letters', () => {
    expect(parseMac('3C:EC:EF:00:00:20\n')).toBe('3c:ec:ef:00:00:20');
    expect(['', '00:00:00:00:00:00', '3c:ec:ef:00:00', '3c:ec:ef:00:00:gg'].map(parseMac)).toEqual(
      Array(4).fill(undefined),
    );
  });
  it('have no speed while there is no link', () => {
    expect(['1000\n', '-1', '0', '4294967295', ''].map(parseSpeed)).toEqual([
      1000,
      ...Array(4).fill(undefined),
    ]);
  });
  it('are known by their place on the bus', () => {
    expect(parseBusPath('/sys/devices/pci0000:00/0000:00:1c.0/0000:01:00.0')).toBe('0000:01:00.0');
    expect(parseBusPath('/sys/devices/pci0000:00/0000:00:03.0/virtio1')).toBe('0000:00:03.0');
    expect(parseBusPath('/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4.2/1-4.2:1.0')).toBe(
      '0000:00:14.0/usb-1-4.2',
    );
    expect(parseBusPath('/sys/devices/platform/x')).toBeUndefined();
  });
  it("take their permanent addresses from iproute2's answer, whatever it is", () => {
    expect(
      parsePermanentMacs(
        '[{"ifname":"a","permaddr":"00:11:22:33:44:55"},{"ifname":"b"},{},null,{"permaddr":3}]',
      ),
    ).toEqual(new Map([['a', '00:11:22:33:44:55']]));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => parsePermanentMacs(text) instanceof Map),
    );
  });
});

describe('disks', () => {
  it('are no volumes, memory, optical or floppy drives', () => {
    const names = [
      'sda',
      'vdb',
      'nvme0n1',
      'mmcblk0',
      'loop0',
      'dm-0',
      'zram0',
      'sr0',
      'md127',
      'nvme0c0n1',
      'fd0',
      'nbd1',
    ];
    expect(names.filter(isDiskName)).toEqual(['sda', 'vdb', 'nvme0n1', 'mmcblk0']);
  });
  it('count in units of 512 bytes', () => {
    expect(parseDiskSize('2\n')).toBe(1024);
    expect(parseDiskSize('lots')).toBeUndefined();
  });
  it.each([
    ['/sys/devices/pci0000:00/0000:00:14.0/usb2/2-3/2-3:1.0/host6/target6:0:0/6:0:0:0', 'usb'],
    ['/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0', 'ata'],
    ['/sys/devices/pci0000:00/0000:04:00.0/nvme/nvme0', 'nvme'],
    ['/sys/devices/pci0000:00/0000:00:04.0/virtio2', 'virtio'],
    ['/sys/devices/pci0000:00/0000:00:05.0/virtio3/host2/target2:0:0/2:0:0:0', 'virtio'],
    ['/sys/devices/pci0000:00/0000:03:00.0/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0', 'sas'],
    ['/sys/devices/platform/host3/session1/target3:0:0/3:0:0:0', 'iscsi'],
    ['/sys/devices/platform/soc/mmc_host/mmc0/mmc0:0001', 'mmc'],
    ['/sys/devices/nowhere', undefined],
  ])('at %s hang on %s', (path, bus) => {
    expect(parseDiskBus(path)).toBe(bus);
  });
  it('have a serial number on page 0x80 only', () => {
    expect(parseSerialPage(new Uint8Array([0, 0x80, 0, 2, 65, 66, 67]))).toEqual(new Uint8Array([65, 66]));
    expect(parseSerialPage(new Uint8Array([0, 0x83, 0, 2, 65, 66]))).toBeUndefined();
  });
  it('carry the running host when they carry one of its folders', () => {
    const mounts = parseMounts(
      '27 1 8:2 / / rw - ext4 /dev/sda2 rw\n28 27 8:1 / /boot/efi rw - vfat\n29 27 8:17 / /mnt rw\nnonsense',
    );
    expect(toHostDevices(mounts)).toEqual(['8:2', '8:1']);
  });
});
