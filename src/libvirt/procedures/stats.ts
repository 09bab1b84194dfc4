import { list, struct } from '../xdr/composite.ts';
import { i32, i53, u32, u53 } from '../xdr/scalars.ts';
import { typedParams } from './typed-params.ts';
import { DOMAIN_LIST_MAX, domain, onDomain, optionalText, remote, text } from './wire.ts';

/** `REMOTE_CONNECT_GET_ALL_DOMAIN_STATS_MAX`. */
const STATS_MAX = 262_144;
/** `REMOTE_DOMAIN_MEMORY_STATS_MAX`. */
export const MEMORY_STATS_MAX = 1024;
/** `REMOTE_DOMAIN_INTERFACE_MAX` and `REMOTE_DOMAIN_IP_ADDR_MAX`. */
const INTERFACES_MAX = 2048;

const address = struct({ type: i32, addr: text, prefix: u32 });
const domainInterface = struct({ name: text, mac: optionalText, addrs: list(address, INTERFACES_MAX) });

/** What a running domain uses. */
export const statsProcedures = {
  blockStats: remote(
    64,
    'virDomainBlockStats',
    { ...onDomain, path: text },
    { readRequests: i53, readBytes: i53, writeRequests: i53, writeBytes: i53, errors: i53 },
  ),
  interfaceStats: remote(
    65,
    'virDomainInterfaceStats',
    { ...onDomain, device: text },
    {
      rxBytes: i53,
      rxPackets: i53,
      rxErrors: i53,
      rxDropped: i53,
      txBytes: i53,
      txPackets: i53,
      txErrors: i53,
      txDropped: i53,
    },
  ),
  memoryStats: remote(
    159,
    'virDomainMemoryStats',
    { ...onDomain, max: u32, flags: u32 },
    { stats: list(struct({ tag: i32, value: u53 }), MEMORY_STATS_MAX) },
  ),
  allDomainStats: remote(
    344,
    'virConnectGetAllDomainStats',
    { domains: list(domain, DOMAIN_LIST_MAX), stats: u32, flags: u32 },
    { records: list(struct({ dom: domain, params: typedParams(STATS_MAX) }), DOMAIN_LIST_MAX) },
  ),
  interfaceAddresses: remote(
    353,
    'virDomainInterfaceAddresses',
    { ...onDomain, source: u32, flags: u32 },
    { interfaces: list(domainInterface, INTERFACES_MAX) },
  ),
} as const;
