import { expect, it } from 'vitest';
import { isAttribute, isKernels } from '../../../../src/backend/host/kernel-paths.ts';

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
