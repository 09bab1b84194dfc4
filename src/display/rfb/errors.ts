export type RfbErrorCode =
  /** The server broke the protocol, or went over a limit of ours. */
  | 'RFB_PROTOCOL'
  /** The server turns us away: its own words are in the message, and are hostile until `plainText`. */
  | 'RFB_REFUSED'
  /** There is no kind of security that both ends know, or we have no credentials for it. */
  | 'RFB_SECURITY'
  /** The TLS session can't be set up: the certificate is not the one that we trust, or the ciphers don't meet. */
  | 'RFB_TLS'
  /** The connection broke, or the server closed it. */
  | 'RFB_LOST'
  /** The server doesn't take what we send. */
  | 'RFB_STUCK'
  /** A bug of ours; the cause has it. */
  | 'RFB_INTERNAL';

/** Why a connection is over. It is never thrown at a caller: the listener gets it by `closed`. */
export class RfbError extends Error {
  override readonly name = 'RfbError';
  readonly code: RfbErrorCode;
  readonly hint: string | undefined;

  constructor(code: RfbErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The server broke the protocol. */
export function toProtocolError(message: string, cause?: unknown): RfbError {
  return new RfbError('RFB_PROTOCOL', message, { cause });
}
