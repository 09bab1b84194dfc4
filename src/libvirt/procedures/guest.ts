import { list } from '../xdr/composite.ts';
import { i32, i53, u32, u53 } from '../xdr/scalars.ts';
import { typedParams } from './typed-params.ts';
import { onDomain, optionalText, remote, text, withFlags } from './wire.ts';

/** `REMOTE_DOMAIN_SEND_KEY_MAX`. */
const KEYS_MAX = 16;
/** `REMOTE_DOMAIN_FSFREEZE_MOUNTPOINTS_MAX`. */
const MOUNTPOINTS_MAX = 256;
/** `REMOTE_DOMAIN_GUEST_INFO_PARAMS_MAX`. */
const GUEST_INFO_MAX = 2048;

const mountpoints = { ...onDomain, mountpoints: list(text, MOUNTPOINTS_MAX), flags: u32 } as const;

/** What goes into the guest: keys, NMI, and whatever its agent does. */
export const guestProcedures = {
  injectNmi: remote(210, 'virDomainInjectNMI', withFlags),
  sendKey: remote(226, 'virDomainSendKey', {
    ...onDomain,
    codeset: u32,
    holdMs: u32,
    keys: list(u32, KEYS_MAX),
    flags: u32,
  }),
  hostname: remote(277, 'virDomainGetHostname', withFlags, { hostname: text }),
  fsTrim: remote(294, 'virDomainFSTrim', {
    ...onDomain,
    mountpoint: optionalText,
    minimumBytes: u53,
    flags: u32,
  }),
  fsFreeze: remote(335, 'virDomainFSFreeze', mountpoints, { filesystems: i32 }),
  fsThaw: remote(336, 'virDomainFSThaw', mountpoints, { filesystems: i32 }),
  getTime: remote(337, 'virDomainGetTime', withFlags, { seconds: i53, nanoseconds: u32 }),
  setTime: remote(338, 'virDomainSetTime', { ...onDomain, seconds: i53, nanoseconds: u32, flags: u32 }),
  setUserPassword: remote(357, 'virDomainSetUserPassword', {
    ...onDomain,
    user: optionalText,
    password: optionalText,
    flags: u32,
  }),
  info: remote(
    418,
    'virDomainGetGuestInfo',
    { ...onDomain, types: u32, flags: u32 },
    { params: typedParams(GUEST_INFO_MAX) },
  ),
  agentTimeout: remote(
    420,
    'virDomainAgentSetResponseTimeout',
    { ...onDomain, timeoutS: i32, flags: u32 },
    { result: i32 },
  ),
} as const;
