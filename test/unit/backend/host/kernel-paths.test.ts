import { expect, it } from 'vitest';
import { isAttribute, isFromMemory, isKernels } from '../../../../src/backend/host/kernel-paths.ts';

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
  ['/sys/bus/pci/devices/0000:01:00.0/uevent', true],
  ['/sys/class/net/eno1/mtu', true],
  ['/sys/block/sda/queue/rotational', true],
  // The driver is asked, and with it the device.
  ['/sys/class/net/eno1/speed', false],
  ['/sys/block/sda/device/vpd_pg80', false],
  ['/sys/class/hwmon/hwmon0/temp1_input', false],
  ['/srv/sys/bus/pci/devices/0000:01:00.0/uevent', false],
])('%s is answered from the memory of the kernel: %s', (path, so) => {
  expect(isFromMemory(path)).toBe(so);
});
