import { STRING_MAX } from '../rpc/limits.ts';
import { proceduresOf } from '../rpc/procedure.ts';
import { PROGRAM_QEMU, PROGRAM_REMOTE } from '../rpc/programs.ts';
import { string, uuid } from '../xdr/bytes.ts';
import type { Of } from '../xdr/codec.ts';
import { optional, struct } from '../xdr/composite.ts';
import { i32, u32 } from '../xdr/scalars.ts';

export const remote = proceduresOf(PROGRAM_REMOTE);
export const qemu = proceduresOf(PROGRAM_QEMU);

/** `remote_nonnull_string`. */
export const text = string(STRING_MAX);
/** `remote_string`. */
export const optionalText = optional(text);

/** `remote_nonnull_domain`: the name, the UUID, and -1 or the number of the running instance. libvirt goes by the UUID. */
export const domain = struct({ name: text, uuid, id: i32 });
export type Domain = Readonly<Of<typeof domain>>;

/** What most calls start and end with. */
export const onDomain = { dom: domain } as const;
export const withFlags = { dom: domain, flags: u32 } as const;

/** `REMOTE_DOMAIN_LIST_MAX`. */
export const DOMAIN_LIST_MAX = 16_384;
