import type { SmbiosVersion } from './parse-version.ts';

/**
 * Sixteen bytes of an SMBIOS type 1 structure as text. From version 2.6 on the first three fields are little-endian (DSP0134 7.2.1).
 * All bits 0 means that there is none, all bits 1 that it could be set and is not.
 */
export function parseSmbiosUuid(bytes: Uint8Array, version: SmbiosVersion | undefined): string | undefined {
  if (bytes.length !== 16 || bytes.every((b) => b === 0) || bytes.every((b) => b === 0xff)) return undefined;
  const swapped = version === undefined || version.major > 2 || (version.major === 2 && version.minor >= 6);
  const order = swapped ? [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] : [...bytes.keys()];
  const hex = order.map((index) => (bytes[index] ?? 0).toString(16).padStart(2, '0')).join('');
  return toUuid(hex);
}

/** A UUID in small letters; `undefined` for what is none, and for the ones that boards ship with because nobody filled them in. */
export function parseUuid(text: string): string | undefined {
  const hex = text.trim().toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(hex)) return undefined;
  return toUuid(hex.replaceAll('-', ''));
}

/** The same on thousands of boards, so that it identifies none; both byte orders of AMI's example. */
const shared = new Set([
  '03000200040005000006000700080009',
  '00020003000400050006000700080009',
  '12345678123456781234567812345678',
]);

function toUuid(hex: string): string | undefined {
  if (/^(0{32}|f{32})$/.test(hex) || shared.has(hex)) return undefined;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
