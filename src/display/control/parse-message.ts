import type { ControlMessage, Message, Wanted } from './model.ts';

type Fields = Record<string, unknown>;

/** What a line of JSON says; undefined for what is no such message. Fields that are not known are left out. */
export function parseMessage(line: string): ControlMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(value)) return undefined;
  if (isOneOf(value.show, 'guest', 'console')) return { show: value.show };
  const wanted = isFields(value.wanted) ? toWanted(value.wanted) : undefined;
  return wanted === undefined ? undefined : { wanted };
}

function toWanted(fields: Fields): Wanted | undefined {
  const { vnc, message, first, whenOff, consoleVt, hotKey, longPressS } = fields;
  const { scale, resizeGuest, viewOnly, blankAfterS, splash } = fields;
  if (!isOneOf(first, 'guest', 'console') || !isOneOf(whenOff, 'message', 'console')) return undefined;
  if (!isOneOf(scale, 'fit', 'integer', 'centre')) return undefined;
  if (!isCount(consoleVt, 63) || !isCount(longPressS, 3600) || !isCount(blankAfterS, 1e6)) return undefined;
  if (typeof resizeGuest !== 'boolean' || typeof viewOnly !== 'boolean') return undefined;
  if (!isText(hotKey, 64) || !isText(splash, 4096)) return undefined;
  const told = message === undefined ? undefined : toMessage(message);
  if (message !== undefined && told === undefined) return undefined;
  // A unix socket's path is at most 107 bytes.
  if (vnc !== undefined && !isText(vnc, 107)) return undefined;
  return {
    ...(vnc === undefined ? {} : { vnc }),
    ...(told === undefined ? {} : { message: told }),
    ...{ first, whenOff, consoleVt, hotKey, longPressS, scale, resizeGuest, viewOnly, blankAfterS, splash },
  };
}

function toMessage(value: unknown): Message | undefined {
  if (!isFields(value) || !isText(value.text, 500)) return undefined;
  const { text, until } = value;
  if (until === undefined) return { text };
  return isText(until, 40) && !Number.isNaN(Date.parse(until)) ? { text, until } : undefined;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isOneOf = <T extends string>(value: unknown, ...words: T[]): value is T => words.includes(value as T);
const isText = (value: unknown, limit: number): value is string =>
  typeof value === 'string' && value.length <= limit;
const isCount = (value: unknown, limit: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= limit;
