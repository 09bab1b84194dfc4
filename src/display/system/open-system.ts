import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { type Libc, loadLibc } from './libc.ts';
import { errorCode, type PollEntry, type System, SystemError } from './system.ts';

const ACCESS = { read: constants.O_RDONLY, write: constants.O_WRONLY, both: constants.O_RDWR } as const;
const POLLFD_BYTES = 8;
const POLL = { read: 0x1, exception: 0x2 } as const;
const EFD_CLOEXEC_NONBLOCK = 0o2004000;
const AF_UNIX = 1;
const AF_NETLINK = 16;
const SOCK_DGRAM_CLOEXEC_NONBLOCK = 2 | 0o2004000;
const NETLINK_KOBJECT_UEVENT = 15;
/** The kernel's own messages; udev's come as group 2. */
const UEVENT_GROUP = 1;

/** The machine's own kernel. */
export function openSystem(libc: Libc = loadLibc()): System {
  const check = (call: string, result: number): number => {
    if (result < 0) throw new SystemError(call, libc.lastErrno());
    return result;
  };
  return {
    // Nothing that is opened here becomes anybody's terminal.
    open: (path, access) => openSync(path, ACCESS[access] | constants.O_NONBLOCK | constants.O_NOCTTY),
    close: (fd) => closeSync(fd),
    read: readNow,
    write: writeAll,
    ioctl: (fd, request, argument) =>
      check(
        `ioctl 0x${request.toString(16)}`,
        typeof argument === 'number'
          ? libc.ioctlNumber(fd, request, argument)
          : libc.ioctlMemory(fd, request, argument),
      ),
    poll: (entries) => poll(libc, entries),
    openSignal: () => check('eventfd', libc.eventfd(0, EFD_CLOEXEC_NONBLOCK)),
    signal: (fd) => writeAll(fd, toSignal()),
    openUevents() {
      const fd = check(
        'socket',
        libc.socket(AF_NETLINK, SOCK_DGRAM_CLOEXEC_NONBLOCK, NETLINK_KOBJECT_UEVENT),
      );
      return orClosed(fd, () => check('bind', libc.bind(fd, toNetlinkAddress(UEVENT_GROUP))));
    },
    openDatagrams(path) {
      const fd = check('socket', libc.socket(AF_UNIX, SOCK_DGRAM_CLOEXEC_NONBLOCK, 0));
      return orClosed(fd, () => check('connect', libc.connect(fd, toUnixAddress(path))));
    },
  };
}

/** The descriptor, once `work` is done; closed where that fails. */
function orClosed(fd: number, work: () => void): number {
  try {
    work();
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return fd;
}

function readNow(fd: number, buffer: Uint8Array, position?: number): number | undefined {
  try {
    return readSync(fd, buffer, { position: position ?? null });
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

function writeAll(fd: number, bytes: Uint8Array, position?: number): void {
  let done = 0;
  while (done < bytes.length) {
    const written = writeSync(
      fd,
      bytes,
      done,
      bytes.length - done,
      position === undefined ? null : position + done,
    );
    if (written === 0) throw new SystemError('write', 'ENOSPC');
    done += written;
  }
}

function poll(libc: Libc, entries: readonly PollEntry[]): Promise<number[]> {
  const memory = Buffer.alloc(entries.length * POLLFD_BYTES);
  entries.forEach(({ fd, event }, index) => {
    memory.writeInt32LE(fd, index * POLLFD_BYTES);
    memory.writeInt16LE(POLL[event], index * POLLFD_BYTES + 4);
  });
  return new Promise((resolve, reject) => {
    libc.poll(memory, entries.length, (error, ready) => {
      if (error) reject(error);
      // A signal is the only reason for which the kernel refuses a poll of memory that is ours.
      else if (ready < 0) resolve([]);
      else resolve([...entries.keys()].filter((index) => memory.readInt16LE(index * POLLFD_BYTES + 6) !== 0));
    });
  });
}

function toSignal(): Uint8Array {
  const value = Buffer.alloc(8);
  value.writeBigUInt64LE(1n);
  return value;
}

function toNetlinkAddress(groups: number): Uint8Array {
  const address = Buffer.alloc(12);
  address.writeUInt16LE(AF_NETLINK, 0);
  address.writeUInt32LE(groups, 8);
  return address;
}

/** See unix(7). */
function toUnixAddress(path: string): Uint8Array {
  const family = Buffer.alloc(2);
  family.writeUInt16LE(AF_UNIX);
  const isAbstract = path.startsWith('@');
  return Buffer.concat([family, Buffer.from(isAbstract ? `\0${path.slice(1)}` : `${path}\0`)]);
}
