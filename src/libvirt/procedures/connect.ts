import { list } from '../xdr/composite.ts';
import { i32, u32, u53 } from '../xdr/scalars.ts';
import { DOMAIN_LIST_MAX, domain, optionalText, remote, text } from './wire.ts';

/** `remote_auth_type`. */
export const AuthType = { NONE: 0, SASL: 1, POLKIT: 2 } as const;

/** `VIR_DRV_FEATURE_PROGRAM_KEEPALIVE`: the server answers pings, and starts its own once it was asked. */
export const FEATURE_KEEPALIVE = 10;

/** The connection itself. */
export const connectProcedures = {
  open: remote(1, 'virConnectOpen', { name: optionalText, flags: u32 }),
  close: remote(2, 'virConnectClose', {}),
  type: remote(3, 'virConnectGetType', {}, { type: text }),
  version: remote(4, 'virConnectGetVersion', {}, { version: u53 }),
  capabilities: remote(7, 'virConnectGetCapabilities', {}, { xml: text }),
  hostname: remote(59, 'virConnectGetHostname', {}, { hostname: text }),
  supportsFeature: remote(60, 'virConnectSupportsFeature', { feature: i32 }, { supported: i32 }),
  /** `REMOTE_AUTH_TYPE_LIST_MAX` is 20. */
  authList: remote(66, 'remoteAuthList', {}, { types: list(i32, 20) }),
  authPolkit: remote(70, 'remoteAuthPolkit', {}, { complete: i32 }),
  uri: remote(110, 'virConnectGetURI', {}, { uri: text }),
  libVersion: remote(157, 'virConnectGetLibVersion', {}, { version: u53 }),
  sysinfo: remote(203, 'virConnectGetSysinfo', { flags: u32 }, { xml: text }),
  listAllDomains: remote(
    273,
    'virConnectListAllDomains',
    { needResults: i32, flags: u32 },
    { domains: list(domain, DOMAIN_LIST_MAX), count: u32 },
  ),
  domainCapabilities: remote(
    342,
    'virConnectGetDomainCapabilities',
    { emulator: optionalText, arch: optionalText, machine: optionalText, virtType: optionalText, flags: u32 },
    { xml: text },
  ),
} as const;
