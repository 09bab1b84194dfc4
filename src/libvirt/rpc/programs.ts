/** `REMOTE_PROGRAM`: everything that all hypervisors share. */
export const PROGRAM_REMOTE = 0x2000_8086;
/** `QEMU_PROGRAM`: monitor and guest agent. */
export const PROGRAM_QEMU = 0x2000_8087;
/** `KEEPALIVE_PROGRAM`: "keep" in ASCII. */
export const PROGRAM_KEEPALIVE = 0x6b65_6570;
/** All three programs are at version 1. */
export const PROTOCOL_VERSION = 1;
