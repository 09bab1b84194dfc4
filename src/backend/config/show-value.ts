import { plainText } from '../../contract/index.ts';

const maxLength = 40;

/** A value of the policy in a message: one short line. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null) return 'empty';
  if (typeof value === 'object') return 'a group of keys';
  if (typeof value !== 'string') return plainText(String(value));
  const text = plainText(value);
  if (text.length > maxLength) return `"${text.slice(0, maxLength - 1)}…", ${value.length} characters`;
  // What makes it wrong may be what can't be shown.
  return text === value ? `"${text}"` : `"${text}" with characters that are not shown`;
}
