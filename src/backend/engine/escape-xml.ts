import { plainText } from '../../contract/index.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A value as text of XML 1.0, safe in elements and in attributes of either quote. */
export function escapeXml(value: unknown): string {
  return plainText(String(value ?? ''))
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
