import { uuid } from '../xdr/bytes.ts';
import { i32, u32 } from '../xdr/scalars.ts';
import { onDomain, optionalText, remote, text, withFlags } from './wire.ts';

/** Finding domains, and their configuration. */
export const defineProcedures = {
  xmlDesc: remote(14, 'virDomainGetXMLDesc', withFlags, { xml: text }),
  getAutostart: remote(15, 'virDomainGetAutostart', onDomain, { autostart: i32 }),
  lookupById: remote(22, 'virDomainLookupByID', { id: i32 }, onDomain),
  lookupByName: remote(23, 'virDomainLookupByName', { name: text }, onDomain),
  lookupByUuid: remote(24, 'virDomainLookupByUUID', { uuid }, onDomain),
  setAutostart: remote(29, 'virDomainSetAutostart', { ...onDomain, autostart: i32 }),
  undefine: remote(231, 'virDomainUndefineFlags', withFlags),
  setMetadata: remote(264, 'virDomainSetMetadata', {
    ...onDomain,
    type: i32,
    metadata: optionalText,
    key: optionalText,
    uri: optionalText,
    flags: u32,
  }),
  getMetadata: remote(
    265,
    'virDomainGetMetadata',
    { ...onDomain, type: i32, uri: optionalText, flags: u32 },
    { metadata: text },
  ),
  defineXml: remote(350, 'virDomainDefineXMLFlags', { xml: text, flags: u32 }, onDomain),
  rename: remote(358, 'virDomainRename', { ...onDomain, newName: optionalText, flags: u32 }, { result: i32 }),
} as const;
