import type { Calls } from './api/calls.ts';
import { ConnectionLost } from './errors.ts';
import { AuthType, FEATURE_KEEPALIVE, connectProcedures as P } from './procedures/connect.ts';
import type { CallOptions } from './rpc/connection.ts';

/** Makes a fresh connection usable: who we are, whether the server answers pings, and what it is to drive. */
export async function shakeHands(
  calls: Calls,
  uri: string,
  options: CallOptions,
): Promise<{ canKeepalive: boolean }> {
  await authenticate(calls, options);
  const { supported } = await calls.call(P.supportsFeature, { feature: FEATURE_KEEPALIVE }, options);
  await calls.call(P.open, { name: uri, flags: 0 }, options);
  return { canKeepalive: supported !== 0 };
}

async function authenticate(calls: Calls, options: CallOptions): Promise<void> {
  const { types } = await calls.call(P.authList, {}, options);
  if (types.length === 0 || types.includes(AuthType.NONE)) return;
  if (!types.includes(AuthType.POLKIT))
    throw new ConnectionLost('libvirt asks for SASL, which this client does not speak', {
      hint: 'set auth_unix_rw = "none" or "polkit" in libvirtd.conf',
    });
  await calls.call(P.authPolkit, {}, options);
}
