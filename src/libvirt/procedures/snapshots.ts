import type { Of } from '../xdr/codec.ts';
import { list, struct } from '../xdr/composite.ts';
import { i32, u32 } from '../xdr/scalars.ts';
import { domain, onDomain, remote, text } from './wire.ts';

/** `REMOTE_DOMAIN_SNAPSHOT_LIST_MAX`. */
const SNAPSHOTS_MAX = 16_384;

/** `remote_nonnull_domain_snapshot`. */
const snapshot = struct({ name: text, dom: domain });
export type Snapshot = Readonly<Of<typeof snapshot>>;

const onSnapshot = { snapshot, flags: u32 } as const;

export const snapshotProcedures = {
  create: remote(185, 'virDomainSnapshotCreateXML', { ...onDomain, xml: text, flags: u32 }, { snapshot }),
  xml: remote(186, 'virDomainSnapshotGetXMLDesc', onSnapshot, { xml: text }),
  revert: remote(192, 'virDomainRevertToSnapshot', onSnapshot),
  remove: remote(193, 'virDomainSnapshotDelete', onSnapshot),
  listAll: remote(
    274,
    'virDomainListAllSnapshots',
    { ...onDomain, needResults: i32, flags: u32 },
    { snapshots: list(snapshot, SNAPSHOTS_MAX), count: i32 },
  ),
} as const;
