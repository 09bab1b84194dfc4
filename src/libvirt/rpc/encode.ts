import { InvalidArgument, ProtocolError } from '../errors.ts';
import { XdrError } from '../xdr/error.ts';
import { Writer } from '../xdr/writer.ts';
import { PAYLOAD_MAX } from './limits.ts';
import type { Procedure } from './procedure.ts';

/** The arguments as they travel. Throws InvalidArgument for what libvirt would not take. */
export function encode<A>(procedure: Procedure<A, unknown>, args: A): Buffer {
  const writer = new Writer(PAYLOAD_MAX);
  try {
    procedure.args.put(writer, args);
  } catch (cause) {
    if (cause instanceof XdrError)
      throw new InvalidArgument(`${procedure.name} can't be called: ${cause.message}`, { cause });
    throw cause;
  }
  return writer.finish();
}

/** What went wrong while the server's bytes were read. */
export function toProtocolError(cause: unknown): ProtocolError {
  const why = cause instanceof XdrError ? cause.message : String(cause);
  return new ProtocolError(`the server sends what is not libvirt's protocol: ${why}`, { cause });
}
