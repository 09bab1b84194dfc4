import { expect, it } from 'vitest';
import {
  isAttribute,
  isFromMemory,
  isInMemory,
  isKernels,
} from '../../../../src/backend/host/kernel-paths.ts';

it.each([
  ['/sys/class/net/eno1/mtu', true, true],
  ['/sys/fs/cgroup/cpu.stat', true, false],
  ['/sys/kernel/mm/hugepages', true, false],
  ['/proc/cpuinfo', true, false],
  ['/etc/bezel/appliance.yaml', false, false],
  ['/srv/sys/file', false, false],
])("%s is the kernel's: %s, an attribute: %s", (path, kernels, attribute) => {
  expect([isKernels(path), isAttribute(path)]).toEqual([kernels, attribute]);
});

it.each([
  ['/sys/block/sda', true],
  ['/dev/disk/by-diskseq/17', true],
  ['/run/udev/data/b8:16', true],
  // A disk that is lent to the host.
  ['/run/bezel-lent/1-2-0-17', false],
  ['/usr/lib/bezel/templates/medium.xml', false],
])('%s is looked up without a disk or a device: %s', (path, so) => {
  expect(isInMemory(path)).toBe(so);
});

it.each([
  ['/proc/self/mountinfo', true],
  ['/proc/mdstat', false],
  ['/sys/bus/pci/devices/0000:01:00.0/uevent', true],
  ['/sys/class/net/eno1/mtu', true],
  ['/sys/block/sda/queue/rotational', true],
  ['/sys/block/sda/diskseq', true],
  ['/sys/block/sda/sda1/dev', true],
  ['/sys/block/sda/device/model', true],
  ['/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4.1/uevent', true],
  // The driver is asked, and with it the device.
  ['/sys/class/net/eno1/speed', false],
  ['/sys/block/sda/device/vpd_pg80', false],
  // The kernel may be at work on the device, and does not answer meanwhile.
  ['/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4.1/serial', false],
  ['/sys/devices/LNXSYSTM:00/device:00/PNP0C0A:00/power_supply/BAT0/uevent', false],
  ['/sys/class/hwmon/hwmon0/temp1_input', false],
  ['/srv/sys/bus/pci/devices/0000:01:00.0/uevent', false],
])('%s is answered from the memory of the kernel: %s', (path, so) => {
  expect(isFromMemory(path)).toBe(so);
});
