import { type Change, plainText } from '../../../../contract/index.ts';

/** A file's path, a serial number: what is longer is cut. */
const longest = 60;

/** Text of others as one short line that no terminal minds. */
export function short(text: string): string {
  const plain = plainText(text);
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** In double quotes, for text in which spaces and nothing at all matter. */
export const quoted = (text: string): string => `"${short(text)}"`;

export const added = (subject: Change['subject'], message: string): Change => ({
  subject,
  kind: 'added',
  message,
});
export const removed = (subject: Change['subject'], message: string): Change => ({
  subject,
  kind: 'removed',
  message,
});
/** `message` says from what to what. */
export const changed = (subject: Change['subject'], message: string): Change => ({
  subject,
  kind: 'changed',
  message,
});

/** `a → b`, each as short text. */
export const fromTo = (before: string, after: string): string => `${short(before)} → ${short(after)}`;

/** `64 GiB → 48 GiB`; in MiB where GiB with one decimal would not tell the two apart, or one is below 1 GiB. */
export function fromToMiB(before: number, after: number): string {
  const [a, b] = [toGiB(before), toGiB(after)];
  const inGiB = before >= 1024 && after >= 1024 && a !== b;
  return inGiB ? `${a} GiB → ${b} GiB` : `${before} MiB → ${after} MiB`;
}

const toGiB = (mib: number): string => String(Number((mib / 1024).toFixed(1)));

/** `2 MiB`, `1 GiB`: the size of a huge page. */
export const pageSize = (kib: number): string =>
  kib >= 1024 * 1024 ? `${kib / 1024 / 1024} GiB` : `${kib / 1024} MiB`;

/** What is in one list and not in the other. */
export const without = (list: readonly string[], other: readonly string[]): string[] =>
  list.filter((item) => !other.includes(item));
