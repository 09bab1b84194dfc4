/** What `poll` may wait for: data, or an exceptional state (a sysfs attribute that has changed). */
export type PollEvent = 'read' | 'exception';

/** A descriptor, and what of it is waited for. */
export interface PollEntry {
  fd: number;
  event: PollEvent;
}

/**
 * What the display needs of the kernel. Files are opened with `O_NONBLOCK`. Everything above takes it as a parameter: tests give one that
 * answers as a device would.
 *
 * What the kernel refuses throws a `SystemError`.
 */
export interface System {
  open(path: string, access: 'read' | 'write' | 'both'): number;
  close(fd: number): void;
  /** Reads what is there, 0 bytes at the end of the file; `undefined` when nothing is there now. From `position` on where one is given. */
  read(fd: number, buffer: Uint8Array, position?: number): number | undefined;
  /** Writes all bytes, at `position` where one is given. */
  write(fd: number, bytes: Uint8Array, position?: number): void;
  /** `argument` is an int, or the memory that the kernel reads or fills. The answer is the call's own. */
  ioctl(fd: number, request: number, argument: number | Uint8Array): number;
  /** Waits, in a thread of its own, until one of the descriptors is ready or has failed; gives the places of those in `entries`. */
  poll(entries: readonly PollEntry[]): Promise<number[]>;
  /** A descriptor that is ready to be read after `signal`, until it is read. */
  openSignal(): number;
  signal(fd: number): void;
  /** A descriptor that gives one message of the kernel about a device with each read. Needs no rights. */
  openUevents(): number;
  /** A datagram socket of the unix kind whose other end has this name; a leading `@` is one without a file. To be written to. */
  openDatagrams(path: string): number;
}

/** A call that the kernel has refused. `code` is the errno's name, such as `EACCES`. */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  readonly code: string;

  constructor(call: string, code: string, options?: ErrorOptions) {
    super(`${call}: ${code}`, options);
    this.code = code;
  }
}

/** The errno's name of whatever was thrown, by the kernel through us or through Node; empty when it is neither. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}
