import koffi from 'koffi';

/** The functions of the C library that Node does not offer. Each gives -1 when the kernel refuses, and `lastErrno` why. */
export interface Libc {
  ioctlNumber(fd: number, request: number, value: number): number;
  ioctlMemory(fd: number, request: number, memory: Uint8Array): number;
  /** `fds` is an array of `struct pollfd`, which must stay as it is until `done` is called. */
  poll(fds: Uint8Array, count: number, done: (error: Error | null, ready: number) => void): void;
  eventfd(value: number, flags: number): number;
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Uint8Array): number;
  connect(fd: number, address: Uint8Array): number;
  /** The errno's name of the last call of this thread. */
  lastErrno(): string;
}

const FOR_EVER = -1;

/** Loads the C library. This is the only file that knows koffi. */
export function loadLibc(): Libc {
  const library = koffi.load('libc.so.6');
  const ioctl = library.func('int ioctl(int fd, ulong request, ...)');
  const poll = library.func('int poll(_Inout_ void *fds, ulong count, int timeout)');
  const eventfd = library.func('int eventfd(uint value, int flags)');
  const socket = library.func('int socket(int domain, int type, int protocol)');
  const bind = library.func('int bind(int fd, const void *address, uint size)');
  const connect = library.func('int connect(int fd, const void *address, uint size)');
  const names = new Map(Object.entries(koffi.os.errno).map(([name, value]) => [value, name]));
  return {
    ioctlNumber: (fd, request, value) => ioctl(fd, request, 'int', value),
    ioctlMemory: (fd, request, memory) => ioctl(fd, request, 'void *', memory),
    poll: (fds, count, done) => poll.async(fds, count, FOR_EVER, done),
    eventfd: (value, flags) => eventfd(value, flags),
    socket: (domain, type, protocol) => socket(domain, type, protocol),
    bind: (fd, address) => bind(fd, address, address.length),
    connect: (fd, address) => connect(fd, address, address.length),
    lastErrno: () => names.get(koffi.errno()) ?? `errno ${koffi.errno()}`,
  };
}
