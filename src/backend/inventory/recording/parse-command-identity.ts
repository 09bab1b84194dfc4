import { parseJson } from '../../engine/parse-json.ts';
import { type Identity, isOwn, parseTextIdentity } from './parse-identity.ts';

const serialKeys = /^(serial|serial_?number|logical_unit_id|nguid|eui64|wwn)$/i;
/** smartctl takes a World Wide Name apart: the vendor's number, and what the vendor counts. */
const countedKeys = /^(id|ext_id)$/;

/** What a program's answer says about which machine this is; where it is JSON, by the names of its keys too. */
export function parseCommandIdentity(stdout: string): Identity[] {
  const found = parseTextIdentity(stdout);
  walk(parseJson(stdout), '', 0, found);
  return found;
}

/** Deeper than any program's answer. */
const maxDepth = 20;

function walk(value: unknown, key: string, depth: number, found: Identity[]): void {
  if (depth > maxDepth) return;
  if (typeof value === 'string') {
    if (serialKeys.test(key) && isOwn(value, '')) found.push(toIdentity(value));
  } else if (typeof value === 'number') {
    if (countedKeys.test(key)) found.push({ kind: 'number', text: String(value) });
  } else if (typeof value === 'object' && value !== null) {
    const counted = 'oui' in value;
    for (const [name, item] of Object.entries(value))
      if (typeof item !== 'number' || counted) walk(item, name, depth + 1, found);
  }
}

function toIdentity(value: string): Identity {
  const digits = /^(?:0x)?([0-9a-f]{16,32})$/i.exec(value)?.[1];
  return digits === undefined ? { kind: 'serial', text: value } : { kind: 'wwn', text: digits };
}
