/**
 * The lines `KEY=value` of a device's `uevent`, or of what udev keeps of it, where each begins with `E:` (see udev(7)). One read gives
 * what would take five attributes. Of a key that is there twice the first counts; other lines are left out.
 */
export function parseUevent(text: string, prefix = ''): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals < 0 || !line.startsWith(prefix)) continue;
    const key = line.slice(prefix.length, equals);
    if (!values.has(key)) values.set(key, line.slice(equals + 1));
  }
  return values;
}

/** Numbers of one value in hexadecimal or decimal, with `separator` between them; `undefined` unless all are such, of `bits` at most. */
export function parseNumbers(
  text: string | undefined,
  separator: string,
  radix: 10 | 16,
  bits: number,
): number[] | undefined {
  const digits = radix === 16 ? /^[0-9a-f]+$/i : /^\d+$/;
  const parts = (text ?? '').split(separator);
  const numbers = parts.map((part) => (digits.test(part) ? Number.parseInt(part, radix) : -1));
  return numbers.every((number) => number >= 0 && number < 2 ** bits) ? numbers : undefined;
}

/** A number as `digits` hexadecimal ones, in small letters. */
export const toHex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
