import type { Rect, Surface } from '../../surface.ts';
import type { Context } from '../context.ts';
import { DEFAULT_ENCODINGS, ENCODINGS, type EncodingName } from '../encodings.ts';
import type { Steps } from '../wire/steps.ts';
import { createCopyRect } from './copy-rect.ts';
import { createHextile } from './hextile.ts';
import { createRaw } from './raw.ts';
import { createTight } from './tight.ts';
import { createZrle } from './zrle.ts';

/** Paints a rectangle, which lies within the surface, with what comes in one encoding. */
export type Decoder = (surface: Surface, rect: Rect) => Steps;

const create: Record<EncodingName, (context: Context) => Decoder> = {
  raw: createRaw,
  copyrect: createCopyRect,
  hextile: createHextile,
  tight: createTight,
  zrle: createZrle,
};

/** By the encoding's number: what was asked for, and raw, which a server may always send. */
export function createDecoders(context: Context): ReadonlyMap<number, Decoder> {
  const names = [...(context.options.encodings ?? DEFAULT_ENCODINGS), 'raw'] as const;
  return new Map(names.map((name) => [ENCODINGS[name], create[name](context)]));
}
