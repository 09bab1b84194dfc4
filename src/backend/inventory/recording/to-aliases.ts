import type { Disguise } from './disguise.ts';
import type { Identity } from './parse-identity.ts';

/** Something that identifies the machine, in one of the forms in which it is written down, and what stands in its place. */
export type Alias = [text: string, replacement: string];

/** What is shorter would be found by chance all over a recording: it is replaced in its own place only. */
export const tellingLength = 6;

/** The first three of six octets of a hardware address are the vendor's (IEEE 802). */
const macVendor = 'aa:bb:cc'.length;

/** Every form of an identity that may occur elsewhere, with the same form of what replaces it. */
export function toAliases({ kind, text }: Identity, disguise: Disguise): Alias[] {
  switch (kind) {
    case 'mac':
      return macForms(text, disguise(text, macVendor));
    case 'uuid': {
      const uuid = text.toLowerCase();
      return uuidForms(uuid, disguise(uuid));
    }
    case 'wwn': {
      const digits = text.toLowerCase();
      const changed = disguise(digits, wwnVendor(digits));
      return [...casesOf(digits, changed), [toBytes(digits), toBytes(changed)]];
    }
    case 'number':
      return [[text, disguise(text)]];
    case 'serial': {
      const changed = disguise(text);
      return [...casesOf(text, changed), ...casesOf(toHex(text), toHex(changed))];
    }
  }
}

/** A digit and the vendor's 24 bits in NAA 5 and 6, the vendor's 24 bits in EUI-64 (T10 SPC, IEEE). */
const wwnVendor = (digits: string): number => (/^[2356]/.test(digits) ? 7 : 6);

function macForms(mac: string, changed: string): Alias[] {
  const [bare, bareChanged] = [mac.replaceAll(':', ''), changed.replaceAll(':', '')];
  const eui = (digits: string): string => `${digits.slice(0, 6)}fffe${digits.slice(6)}`;
  return [
    ...casesOf(mac, changed),
    ...casesOf(mac.replaceAll(':', '-'), changed.replaceAll(':', '-')),
    ...casesOf(bare, bareChanged),
    ...casesOf(eui(bare), eui(bareChanged)),
    [toBytes(bare), toBytes(bareChanged)],
  ];
}

function uuidForms(uuid: string, changed: string): Alias[] {
  const [bare, bareChanged] = [uuid.replaceAll('-', ''), changed.replaceAll('-', '')];
  return [
    ...casesOf(uuid, changed),
    ...casesOf(bare, bareChanged),
    [toBytes(bare), toBytes(bareChanged)],
    [toBytes(swapped(bare)), toBytes(swapped(bareChanged))],
  ];
}

/** The first three fields of a UUID are little-endian in SMBIOS from version 2.6 on. */
function swapped(digits: string): string {
  const reversed = (from: number, to: number): string =>
    digits.slice(from, to).replace(/../g, '$& ').trim().split(' ').reverse().join('');
  return reversed(0, 8) + reversed(8, 12) + reversed(12, 16) + digits.slice(16);
}

/** What is without letters has one case: the last one counts. */
function casesOf(text: string, changed: string): Alias[] {
  return [
    [text.toUpperCase(), changed.toUpperCase()],
    [text.toLowerCase(), changed.toLowerCase()],
    [text, changed],
  ];
}

const toHex = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('hex');
const toBytes = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');
