import { u32, u53 } from '../xdr/scalars.ts';
import { onDomain, remote, text } from './wire.ts';

const deviceXml = { ...onDomain, xml: text, flags: u32 } as const;

/** Hot-plug, memory, CPUs, and the size of disks. */
export const deviceProcedures = {
  attach: remote(160, 'virDomainAttachDeviceFlags', deviceXml),
  detach: remote(161, 'virDomainDetachDeviceFlags', deviceXml),
  update: remote(174, 'virDomainUpdateDeviceFlags', deviceXml),
  blockInfo: remote(
    194,
    'virDomainGetBlockInfo',
    { ...onDomain, path: text, flags: u32 },
    { allocationBytes: u53, capacityBytes: u53, physicalBytes: u53 },
  ),
  setVcpus: remote(199, 'virDomainSetVcpusFlags', { ...onDomain, vcpus: u32, flags: u32 }),
  setMemory: remote(204, 'virDomainSetMemoryFlags', { ...onDomain, memoryKiB: u53, flags: u32 }),
  blockResize: remote(251, 'virDomainBlockResize', { ...onDomain, disk: text, size: u53, flags: u32 }),
  detachAlias: remote(392, 'virDomainDetachDeviceAlias', { ...onDomain, alias: text, flags: u32 }),
} as const;
