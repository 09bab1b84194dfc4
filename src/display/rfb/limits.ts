/** Pixels of a picture: 64 MiB of memory. QEMU itself shows no more than 5120x2160 by VNC. */
export const MAX_PIXELS = 4096 * 4096;

/** Pixels of a pointer's side. QEMU makes none that is larger. */
export const MAX_CURSOR_SIDE = 512;

/** Bytes that are kept of a name or of the server's reason. */
export const MAX_TEXT = 256;

/** Bytes that a name or a reason may have. */
export const MAX_TEXT_READ = 64 * 1024;

/** Bytes of the guest's clipboard that are passed over. */
export const MAX_CUT_TEXT = 16 * 1024 * 1024;

/** Rectangles that the listener is told of one by one; where there are more, it is told of what surrounds them. */
export const MAX_DIRTY_RECTS = 128;

/** Bytes that may wait for the server to take them. */
export const MAX_UNSENT = 256 * 1024;

/** Bytes that the socket reads at once. */
export const INTAKE_SIZE = 256 * 1024;

/** Bytes that are inflated at once. */
export const INFLATE_CHUNK = 32 * 1024;

/**
 * What is worked off before the event loop gets its turn, in pixels: 5 to 15 ms. The other costs are about what so many
 * pixels cost.
 */
export const TURN_BUDGET = 4 * 1024 * 1024;
export const MESSAGE_COST = 2048;
export const RECT_COST = 128;
