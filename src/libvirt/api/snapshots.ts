import { snapshotProcedures as P, type Snapshot } from '../procedures/snapshots.ts';
import type { Domain } from '../procedures/wire.ts';
import type { CallOptions } from '../rpc/connection.ts';
import type { CallsClass } from './calls.ts';

/** libvirt's snapshots of a domain (not LVM's). */
export function withSnapshots<B extends CallsClass>(Base: B) {
  abstract class Snapshots extends Base {
    /** SnapshotCreateFlags. virDomainSnapshotCreateXML. */
    async snapshotCreate(dom: Domain, xml: string, flags = 0, options?: CallOptions): Promise<Snapshot> {
      return (await this.call(P.create, { dom, xml, flags }, options)).snapshot;
    }

    /** virDomainListAllSnapshots. */
    async snapshotList(dom: Domain, flags = 0, options?: CallOptions): Promise<Snapshot[]> {
      return [...(await this.call(P.listAll, { dom, needResults: 1, flags }, options)).snapshots];
    }

    /** virDomainSnapshotGetXMLDesc. */
    async snapshotXml(snapshot: Snapshot, flags = 0, options?: CallOptions): Promise<string> {
      return (await this.call(P.xml, { snapshot, flags }, options)).xml;
    }

    /** virDomainRevertToSnapshot. */
    async snapshotRevert(snapshot: Snapshot, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.revert, { snapshot, flags }, options);
    }

    /** virDomainSnapshotDelete. */
    async snapshotDelete(snapshot: Snapshot, flags = 0, options?: CallOptions): Promise<void> {
      await this.call(P.remove, { snapshot, flags }, options);
    }
  }
  return Snapshots;
}
