import type { Codec } from '../xdr/codec.ts';
import { list, struct } from '../xdr/composite.ts';
import { XdrError } from '../xdr/error.ts';
import { bool, f64, i32, i64, u32, u64 } from '../xdr/scalars.ts';
import { text } from './wire.ts';

/** 64-bit integers are bigint, 32-bit ones and doubles number. */
export type TypedValue = number | bigint | boolean | string;

/** `virTypedParameter`s by name. A Map, since the names may come from a guest. */
export type TypedParams = ReadonlyMap<string, TypedValue>;

/** `virTypedParameterType`. */
const Type = { INT: 1, UINT: 2, LLONG: 3, ULLONG: 4, DOUBLE: 5, BOOLEAN: 6, STRING: 7 } as const;

// biome-ignore lint/suspicious/noExplicitAny: the type number, checked at run time, says which codec it is
const CODECS: Readonly<Record<number, Codec<any>>> = {
  [Type.INT]: i32,
  [Type.UINT]: u32,
  [Type.LLONG]: i64,
  [Type.ULLONG]: u64,
  [Type.DOUBLE]: f64,
  [Type.BOOLEAN]: bool,
  [Type.STRING]: text,
};

/** `remote_typed_param_value`: a union told apart by its type; the narrowest type that holds a value is sent. */
const typedValue: Codec<TypedValue> = {
  put: (writer, value) => {
    const type = typeOf(value);
    writer.i32(type);
    codecOf(type).put(writer, value);
  },
  get: (reader) => codecOf(reader.i32()).get(reader),
};

const entries = (max: number) => list(struct({ field: text, value: typedValue }), max);

/** `remote_typed_param` up to `max` times. Of two with the same name the last one wins. */
export function typedParams(max: number): Codec<TypedParams> {
  const codec = entries(max);
  return {
    put: (writer, params) =>
      codec.put(
        writer,
        Array.from(params, ([field, value]) => ({ field, value })),
      ),
    get: (reader) => new Map(codec.get(reader).map(({ field, value }) => [field, value])),
  };
}

function codecOf(type: number): Codec<TypedValue> {
  const codec = CODECS[type];
  if (codec === undefined) throw new XdrError(`${type} is not a type of typed parameter`);
  return codec;
}

function typeOf(value: TypedValue): number {
  if (typeof value === 'boolean') return Type.BOOLEAN;
  if (typeof value === 'string') return Type.STRING;
  if (typeof value === 'bigint') return value < 0n ? Type.LLONG : Type.ULLONG;
  if (!Number.isInteger(value) || Object.is(value, -0)) return Type.DOUBLE;
  if (value >= -0x8000_0000 && value <= 0x7fff_ffff) return Type.INT;
  return value > 0 && value <= 0xffff_ffff ? Type.UINT : Type.DOUBLE;
}
