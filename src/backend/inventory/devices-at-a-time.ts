/**
 * How many devices of a kind are read at once. More are no faster, since Node reads files with four threads, and what waits would fill the memory
 * on a machine with hundreds.
 */
export const devicesAtATime = 8;
