import { hintOf } from '../constants/error-code.ts';
import { LibvirtError } from '../errors.ts';
import { string, uuid } from '../xdr/bytes.ts';
import type { Of } from '../xdr/codec.ts';
import { optional, struct } from '../xdr/composite.ts';
import { i32 } from '../xdr/scalars.ts';
import { STRING_MAX } from './limits.ts';

const text = optional(string(STRING_MAX));

/** `virNetMessageError`. Only the first four fields mean something to a client; the rest must be read all the same. */
export const remoteError = struct({
  code: i32,
  domain: i32,
  message: text,
  level: i32,
  dom: optional(struct({ name: string(STRING_MAX), uuid, id: i32 })),
  str1: text,
  str2: text,
  str3: text,
  int1: i32,
  int2: i32,
  net: optional(struct({ name: string(STRING_MAX), uuid })),
});

/** `procedure` is libvirt's name of what was called. */
export function toLibvirtError(wire: Of<typeof remoteError>, procedure: string): LibvirtError {
  const { code, domain, level } = wire;
  const message = wire.message ?? `libvirt refuses ${procedure} without saying why (code ${code})`;
  return new LibvirtError({ code, domain, level, message, procedure }, hintOf(code));
}
