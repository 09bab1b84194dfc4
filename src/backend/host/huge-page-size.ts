/** Sizes of huge pages that x86 has: 2 MiB, and on most servers 1 GiB. */
export type HugePageSizeKiB = 2048 | 1048576;

export const sizeWords = (sizeKiB: HugePageSizeKiB): string => (sizeKiB === 2048 ? '2 MiB' : '1 GiB');
