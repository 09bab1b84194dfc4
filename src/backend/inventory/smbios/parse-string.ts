import { type Fact, known, plainText, unknown } from '../../../contract/index.ts';
import { shortenLine } from '../parse-scalar.ts';

/** What firmware says when nobody filled the field in. Compared without case and without what surrounds the words. */
const placeholders = new Set([
  'to be filled by o.e.m.',
  'to be filled by oem',
  'default string',
  'default',
  'system manufacturer',
  'system product name',
  'system version',
  'system serial number',
  'system sku',
  'sku number',
  'base board serial number',
  'chassis manufacturer',
  'chassis version',
  'chassis serial number',
  'asset tag',
  'asset-1234567890',
  'no asset tag',
  'no asset information',
  'not specified',
  'not available',
  'not applicable',
  'none',
  'null',
  'n/a',
  'na',
  'o.e.m.',
  'oem',
  'empty',
  'unknown',
  'invalid',
  'undefined',
  'type2 - board serial number',
  'serial number',
]);
/** `0`, `00000000`, `xxxxxxxx`, `........`, `123456789`: one character again and again, or counting. */
const filler = /^(0+|x{2,}|\.+|-+|\*+|\s*|f{8,}|0?123456789[0a-f]*)$/i;

/** SMBIOS sets no limit, and the guest is to see names as they are; this is for what is no name. */
const maxLength = 1024;

/** What firmware puts in a field, without control characters and surrounding space. Unknown when it is empty or a placeholder. */
export function parseSmbiosString(text: string | undefined): Fact<string> {
  if (text === undefined) return unknown('the firmware does not say');
  const plain = shortenLine(plainText(text).trim(), maxLength);
  if (plain === '') return unknown('the firmware says nothing');
  const isPlaceholder = placeholders.has(plain.toLowerCase()) || filler.test(plain);
  return isPlaceholder ? unknown(`the firmware says "${shortenLine(plain)}"`) : known(plain);
}
