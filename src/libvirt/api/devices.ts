import { deviceProcedures as P } from '../procedures/devices.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** Hot-plug and resizing. `flags` are ModifyFlags unless said otherwise. */
export function withDevices<B extends CallsClass>(Base: B) {
  abstract class Devices extends Base {
    /** virDomainAttachDeviceFlags. */
    async attachDevice(dom: Domain, xml: string, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.attach, { dom, xml, flags }, options);
    }

    /** Asks the guest to let go; success is the `deviceRemoved` event, not this answer. virDomainDetachDeviceFlags. */
    async detachDevice(dom: Domain, xml: string, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.detach, { dom, xml, flags }, options);
    }

    /** Changes the medium of a drive, the link of a NIC, … virDomainUpdateDeviceFlags. */
    async updateDevice(dom: Domain, xml: string, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.update, { dom, xml, flags }, options);
    }

    /** As detachDevice, by the `<alias name='…'/>` in the live XML. virDomainDetachDeviceAlias. */
    async detachDeviceAlias(dom: Domain, alias: string, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.detachAlias, { dom, alias, flags }, options);
    }

    /** Sizes of a disk, by target (`vda`) or path. virDomainGetBlockInfo. */
    blockInfo(dom: Domain, path: string, options?: CallOptions) {
      return this.call(P.blockInfo, { dom, path, flags: 0 }, options);
    }

    /** `size` in KiB, or in bytes with BlockResizeFlags.BYTES. virDomainBlockResize. */
    async blockResize(
      dom: Domain,
      disk: string,
      size: number,
      flags = 0,
      options?: CallOptions,
    ): Promise<void> {
      await this.call(P.blockResize, { dom, disk, size, flags }, options);
    }

    /** The balloon's target, or the maximum with flag 4. virDomainSetMemoryFlags. */
    async setMemory(dom: Domain, memoryKiB: number, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.setMemory, { dom, memoryKiB, flags }, options);
    }

    /** virDomainSetVcpusFlags. */
    async setVcpus(dom: Domain, vcpus: number, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.setVcpus, { dom, vcpus, flags }, options);
    }
  }
  return Devices;
}
