import { plainText } from '../../contract/index.ts';

const maxDepth = 4;
const maxItems = 32;
const maxText = 4096;

/** Text for the journal: one line, safe on a terminal, at most 4,096 characters. */
export function toLogText(text: string): string {
  const plain = plainText(text.length > maxText ? text.slice(0, maxText) : text);
  return text.length > maxText ? `${plain}…` : plain;
}

/**
 * Values as they may enter the journal: strings made safe, errors as `message`, `code`, `stack` and `cause`, depth and width bounded, so that
 * nothing that a device or the guest says can make a line grow without end.
 */
export function toLogFields(fields: Record<string, unknown>): Record<string, unknown> {
  return toPlain(fields, 0) as Record<string, unknown>;
}

function toPlain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return toLogText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (depth >= maxDepth) return '…';
  if (value instanceof Error) return toPlainError(value, depth);
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => toPlain(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, maxItems)
      .map(([key, item]) => [toLogText(key), toPlain(item, depth + 1)]),
  );
}

function toPlainError(error: Error, depth: number): Record<string, unknown> {
  const code = (error as Error & { code?: unknown }).code;
  return {
    message: toLogText(error.message),
    ...(code === undefined ? {} : { code: toPlain(code, depth + 1) }),
    ...(error.stack === undefined ? {} : { stack: toLogText(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: toPlain(error.cause, depth + 1) }),
  };
}
