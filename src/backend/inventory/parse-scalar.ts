import { plainText } from '../../contract/index.ts';

/** One line that a device says about itself, safe to show; `undefined` when it says nothing. */
export function parseLine(text: string): string | undefined {
  const line = plainText(text.replace(/\0+$/, '')).trim();
  return line === '' ? undefined : shortenLine(line);
}

/** The first 256 UTF-16 units, without half a character at the end. */
export const shortenLine = (text: string, limit = 256): string =>
  text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');

/** A whole number, 0 or more. */
export function parseCount(text: string): number | undefined {
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(value) ? value : undefined;
}

/** `0` or `1`. */
export function parseFlag(text: string): boolean | undefined {
  const flag = text.trim();
  return flag === '1' ? true : flag === '0' ? false : undefined;
}

/** Numbers of a kernel list such as `0-3,8,10-11`. More than 8,192 are refused. */
export function parseList(text: string): number[] | undefined {
  const numbers: number[] = [];
  for (const part of text.trim().split(',')) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (range === null) return undefined;
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (last < first || last - first + numbers.length >= 8192) return undefined;
    for (let n = first; n <= last; n++) numbers.push(n);
  }
  return numbers;
}
