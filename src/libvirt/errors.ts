/** What the server answered: libvirt's `virError`. */
export interface ErrorInfo {
  /** `virErrorNumber`, see ErrorCode. */
  readonly code: number;
  /** `virErrorDomain`: the part of libvirt that complains (10 is QEMU, 20 the domain configuration). */
  readonly domain: number;
  readonly message: string;
  /** `virErrorLevel`: 1 warning, 2 error. */
  readonly level: number;
  /** The procedure that failed, by libvirt's own name. */
  readonly procedure?: string;
}

/** libvirt refused or failed. `code` is libvirt's own (ErrorCode); the connection is fine. */
export class LibvirtError extends Error {
  override readonly name: string = 'LibvirtError';
  readonly code: number;
  readonly domain: number;
  readonly level: number;
  readonly procedure: string | undefined;
  readonly hint: string | undefined;

  constructor(info: ErrorInfo, hint?: string) {
    super(info.message);
    this.code = info.code;
    this.domain = info.domain;
    this.level = info.level;
    this.procedure = info.procedure;
    this.hint = hint;
  }
}

interface Explanation {
  readonly hint?: string;
  readonly cause?: unknown;
}

/** There is no connection (any more). Whether a call that was under way took effect is unknown: look before repeating it. */
export class ConnectionLost extends Error {
  override readonly name: string = 'ConnectionLost';
  readonly code: string = 'LIBVIRT_CONNECTION_LOST';
  readonly hint: string | undefined;

  constructor(message: string, { hint, cause }: Explanation = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.hint = hint;
  }
}

/** The server sent what is not libvirt's protocol; the connection is closed. */
export class ProtocolError extends ConnectionLost {
  override readonly name: string = 'ProtocolError';
  override readonly code: string = 'LIBVIRT_PROTOCOL';
}

/** No answer in time. The call may still take effect: libvirt has no way to take one back. */
export class CallTimeout extends Error {
  override readonly name: string = 'CallTimeout';
  readonly code = 'LIBVIRT_CALL_TIMEOUT';
  readonly hint = 'the call may still take effect: read the state before repeating it';
}

/** The caller's AbortSignal fired. The call may still take effect. `cause` is the signal's reason. */
export class CallAborted extends Error {
  override readonly name: string = 'CallAborted';
  readonly code = 'LIBVIRT_CALL_ABORTED';
}

/** An argument that can't be sent: too long, too many, out of range. Nothing was sent. */
export class InvalidArgument extends Error {
  override readonly name: string = 'InvalidArgument';
  readonly code = 'LIBVIRT_INVALID_ARGUMENT';
}
