import { defineProcedures as P } from '../procedures/define.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** Finding domains, and their configuration. A missing domain is a LibvirtError with ErrorCode.NO_DOMAIN. */
export function withDefine<B extends CallsClass>(Base: B) {
  abstract class Define extends Base {
    /** virDomainLookupByName. */
    async lookupByName(name: string, options?: CallOptions): Promise<Domain> {
      return (await this.call(P.lookupByName, { name }, options)).dom;
    }

    /** virDomainLookupByUUID. */
    async lookupByUuid(uuid: string, options?: CallOptions): Promise<Domain> {
      return (await this.call(P.lookupByUuid, { uuid }, options)).dom;
    }

    /** By the number of a running instance. virDomainLookupByID. */
    async lookupById(id: number, options?: CallOptions): Promise<Domain> {
      return (await this.call(P.lookupById, { id }, options)).dom;
    }

    /** Makes or changes a persistent domain; DefineFlags. virDomainDefineXMLFlags. */
    async defineXml(xml: string, flags = 0, options?: CallOptions): Promise<Domain> {
      return (await this.call(P.defineXml, { xml, flags }, options)).dom;
    }

    /** Forgets the configuration; UndefineFlags. virDomainUndefineFlags. */
    async undefine(dom: Domain, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.undefine, { dom, flags }, options);
    }

    /** The domain's XML, of the running instance if there is one; XmlFlags. virDomainGetXMLDesc. */
    async xmlDesc(dom: Domain, flags = 0, options?: CallOptions): Promise<string> {
      return (await this.call(P.xmlDesc, { dom, flags }, options)).xml;
    }

    /** virDomainRename; only while it is off. */
    async rename(dom: Domain, newName: string, options?: CallOptions): Promise<void> {
      await this.call(P.rename, { dom, newName, flags: 0 }, options);
    }

    /** virDomainGetAutostart. */
    async getAutostart(dom: Domain, options?: CallOptions): Promise<boolean> {
      return (await this.call(P.getAutostart, { dom }, options)).autostart !== 0;
    }

    /** Whether libvirtd starts it when it starts itself. virDomainSetAutostart. */
    async setAutostart(dom: Domain, autostart: boolean, options?: CallOptions): Promise<void> {
      await this.call(P.setAutostart, { dom, autostart: autostart ? 1 : 0 }, options);
    }

    /** Title, description, or the XML element of namespace `uri`; MetadataType, ModifyFlags. virDomainGetMetadata. */
    async getMetadata(
      dom: Domain,
      type: number,
      uri?: string,
      flags = 0,
      options?: CallOptions,
    ): Promise<string> {
      return (await this.call(P.getMetadata, { dom, type, uri, flags }, options)).metadata;
    }

    /** Without `metadata` it is removed; `key` is the prefix for namespace `uri`. virDomainSetMetadata. */
    async setMetadata(
      dom: Domain,
      type: number,
      value: { metadata?: string; key?: string; uri?: string },
      flags = 0,
      options?: CallOptions,
    ): Promise<void> {
      const { metadata, key, uri } = value;
      await this.call(P.setMetadata, { dom, type, metadata, key, uri, flags }, options);
    }
  }
  return Define;
}
