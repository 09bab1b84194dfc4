import { i32, u32, u53 } from '../xdr/scalars.ts';
import { typedParams } from './typed-params.ts';
import { onDomain, optionalText, remote, text, withFlags } from './wire.ts';

/** `REMOTE_DOMAIN_JOB_STATS_MAX`. */
const JOB_STATS_MAX = 64;

/** Long work on a domain: dumps, block jobs, backups. */
export const jobProcedures = {
  abort: remote(164, 'virDomainAbortJob', onDomain),
  blockJobAbort: remote(237, 'virDomainBlockJobAbort', { ...onDomain, path: text, flags: u32 }),
  blockJobInfo: remote(
    238,
    'virDomainGetBlockJobInfo',
    { ...onDomain, path: text, flags: u32 },
    { found: i32, type: i32, bandwidth: u53, current: u53, end: u53 },
  ),
  blockCommit: remote(290, 'virDomainBlockCommit', {
    ...onDomain,
    disk: text,
    base: optionalText,
    top: optionalText,
    bandwidth: u53,
    flags: u32,
  }),
  stats: remote(298, 'virDomainGetJobStats', withFlags, { type: i32, params: typedParams(JOB_STATS_MAX) }),
  coreDump: remote(334, 'virDomainCoreDumpWithFormat', { ...onDomain, to: text, format: u32, flags: u32 }),
  backupBegin: remote(421, 'virDomainBackupBegin', {
    ...onDomain,
    backupXml: text,
    checkpointXml: optionalText,
    flags: u32,
  }),
  backupXml: remote(422, 'virDomainBackupGetXMLDesc', withFlags, { xml: text }),
} as const;
