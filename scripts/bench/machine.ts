import { cpu, mem, osInfo, system } from 'systeminformation';

/** The machine that figures were taken on. A figure without it says nothing to the next reader. */
export async function describeMachine(): Promise<Record<string, string | number | boolean>> {
  const [processor, memory, os, { virtual, virtualHost }] = await Promise.all([
    cpu(),
    mem(),
    osInfo(),
    system(),
  ]);
  return {
    cpu: `${processor.manufacturer} ${processor.brand}`.trim(),
    cores: processor.cores,
    memoryMiB: Math.round(memory.total / 2 ** 20),
    os: `${os.distro} ${os.release}`.trim(),
    kernel: os.kernel,
    arch: os.arch,
    virtual,
    ...(virtualHost ? { hypervisor: virtualHost } : {}),
  };
}
