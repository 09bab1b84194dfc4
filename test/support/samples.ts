import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Access,
  Box,
  ConfigChanges,
  ConfigDiff,
  ConfigStatus,
  DeclaredIntent,
  Display,
  Drives,
  ErrorBody,
  Guest,
  GuestEvents,
  GuestStart,
  GuestXml,
  ImageFiles,
  Inventory,
  LedgerPage,
  LogPage,
  Media,
  MediaRuling,
  Network,
  Operation,
  Power,
  Status,
} from '../../src/contract/index.ts';

/** The golden answers of the API; each call reads them anew, so that a test may change its own. */
const read = <T>(name: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/contract', `${name}.json`), 'utf8')) as T;

export const sample = {
  status: () => read<Status>('status'),
  guest: () => read<Guest>('guest'),
  box: () => read<Box>('box'),
  inventory: () => read<Inventory>('inventory'),
  config: () => read<ConfigStatus>('config'),
  changes: () => read<ConfigChanges>('changes'),
  starts: () => read<{ starts: GuestStart[] }>('starts'),
  diff: () => read<ConfigDiff>('diff'),
  access: () => read<Access>('access'),
  network: () => read<Network>('network'),
  media: () => read<Media>('media'),
  mediaRuling: () => read<MediaRuling>('media-ruling'),
  images: () => read<ImageFiles>('images'),
  drives: () => read<Drives>('drives'),
  display: () => read<Display>('display'),
  power: () => read<Power>('power'),
  ledger: () => read<LedgerPage>('ledger'),
  operation: () => read<Operation>('operation'),
  operations: () => read<{ operations: Operation[] }>('operations'),
  logPage: () => read<LogPage>('log-page'),
  declaredIntent: () => read<DeclaredIntent>('declared-intent'),
  guestEvents: () => read<GuestEvents>('guest-events'),
  guestXml: () => read<GuestXml>('guest-xml'),
  error: () => read<ErrorBody>('error'),
};
