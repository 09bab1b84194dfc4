import type { Codec } from './codec.ts';
import { XdrError } from './error.ts';

const int = (min: number, max: number, value: number): number => {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new XdrError(`${value} is not a whole number from ${min} to ${max}`);
  return value;
};

const big = (min: bigint, max: bigint, value: bigint): bigint => {
  if (typeof value !== 'bigint' || value < min || value > max)
    throw new XdrError(`${value} is not a bigint from ${min} to ${max}`);
  return value;
};

/** XDR `int`; also how `char`, `short` and enums travel. */
export const i32: Codec<number> = {
  put: (writer, value) => writer.i32(int(-0x8000_0000, 0x7fff_ffff, value)),
  get: (reader) => reader.i32(),
};

/** XDR `unsigned int`. */
export const u32: Codec<number> = {
  put: (writer, value) => writer.u32(int(0, 0xffff_ffff, value)),
  get: (reader) => reader.u32(),
};

/** XDR `hyper`. */
export const i64: Codec<bigint> = {
  put: (writer, value) => writer.i64(big(-(2n ** 63n), 2n ** 63n - 1n, value)),
  get: (reader) => reader.i64(),
};

/** XDR `unsigned hyper`. */
export const u64: Codec<bigint> = {
  put: (writer, value) => writer.u64(big(0n, 2n ** 64n - 1n, value)),
  get: (reader) => reader.u64(),
};

/**
 * XDR `unsigned hyper` as a number, for amounts such as KiB and bytes: exact up to 2^53. Larger ones are refused on the way
 * out and rounded on the way in, since a broken QEMU may report anything and must not cost the connection.
 */
export const u53: Codec<number> = {
  put: (writer, value) => writer.u64(BigInt(int(0, Number.MAX_SAFE_INTEGER, value))),
  get: (reader) => Number(reader.u64()),
};

/** XDR `hyper` as a number; see u53. */
export const i53: Codec<number> = {
  put: (writer, value) => writer.i64(BigInt(int(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, value))),
  get: (reader) => Number(reader.i64()),
};

/** XDR `double`. */
export const f64: Codec<number> = {
  put: (writer, value) => writer.f64(value),
  get: (reader) => reader.f64(),
};

/** libvirt's `int` that means a boolean: anything but 0 is true. */
export const bool: Codec<boolean> = {
  put: (writer, value) => writer.i32(value ? 1 : 0),
  get: (reader) => reader.i32() !== 0,
};
