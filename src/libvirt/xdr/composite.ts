import type { Codec, Of } from './codec.ts';
import { inField, XdrError } from './error.ts';

/** The smallest thing XDR can say is four bytes, so an array can't have more elements than a quarter of what is left. */
const SMALLEST = 4;

/** XDR's `*`: a value or nothing. */
export const optional = <T>(codec: Codec<T>): Codec<T | undefined> => ({
  put: (writer, value) => {
    writer.i32(value === undefined ? 0 : 1);
    if (value !== undefined) codec.put(writer, value);
  },
  get: (reader) => {
    const present = reader.i32();
    if (present !== 0 && present !== 1) throw new XdrError(`${present} where 0 or 1 announces a value`);
    return present === 1 ? codec.get(reader) : undefined;
  },
});

/** XDR's `<max>`: up to `max` elements. */
export const list = <T>(codec: Codec<T>, max: number): Codec<readonly T[]> => ({
  put: (writer, values) => {
    if (values.length > max)
      throw new XdrError(`${values.length} elements are more than libvirt's limit of ${max}`);
    writer.u32(values.length);
    values.forEach((value, index) => {
      inField(String(index), () => codec.put(writer, value));
    });
  },
  get: (reader) => {
    const count = reader.count(max, SMALLEST);
    return Array.from({ length: count }, (_, index) => inField(String(index), () => codec.get(reader)));
  },
});

// biome-ignore lint/suspicious/noExplicitAny: a codec is invariant in its type, so a shape of unlike codecs has no other bound
export type Shape = Readonly<Record<string, Codec<any>>>;
export type ObjectOf<S extends Shape> = { -readonly [K in keyof S]: Of<S[K]> };

/** Fields one after the other, in the order in which they are written here. */
export const struct = <S extends Shape>(shape: S): Codec<ObjectOf<S>> => {
  const fields = Object.entries(shape);
  return {
    put: (writer, value) => {
      for (const [key, codec] of fields) inField(key, () => codec.put(writer, value[key]));
    },
    get: (reader) =>
      Object.fromEntries(
        fields.map(([key, codec]) => [key, inField(key, () => codec.get(reader))]),
      ) as ObjectOf<S>,
  };
};
