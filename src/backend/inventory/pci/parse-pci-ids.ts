import { copyText } from '../copy-text.ts';
import { parseLine } from '../parse-scalar.ts';

const decoder = new TextDecoder();

/** Looks names up in `pci.ids`. Numbers are hexadecimal, in small letters, as `PciDevice` has them. */
export interface PciNames {
  vendor(vendorId: string): string | undefined;
  device(vendorId: string, deviceId: string): string | undefined;
  /** The subclass's name, or that of the base class; `classId` has six digits. */
  class(classId: string): string | undefined;
}

/**
 * Names in `pci.ids`, whose head tells its format: a line for each vendor, its devices below it behind one tab; classes the same, behind a
 * `C`. Only the sections that are asked for are looked for, decoded (UTF-8) and taken apart: a machine has devices of a dozen of the 2,400
 * vendors, and decoding all of the file takes ten times as long as an inventory. The bytes are kept for as long as the answer is.
 */
export function parsePciIds(bytes: Uint8Array): PciNames {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sections = new Map<string, string>();
  const section = (title: string): string => {
    const found = sections.get(title) ?? findSection(file, title);
    sections.set(title, found);
    return found;
  };
  const names = new Map<string, string | undefined>();
  const entry = (title: string, id: string): string | undefined => {
    const key = `${title} ${id}`;
    if (!names.has(key)) names.set(key, findEntry(section(title), id));
    return names.get(key);
  };
  const vendor = (title: string): string | undefined => toName(section(title), 0);
  return {
    vendor,
    device: entry,
    class: (classId) => {
      const base = `C ${classId.slice(0, 2)}`;
      return entry(base, classId.slice(2, 4)) ?? vendor(base);
    },
  };
}

/** From the section's name to its end, which is where a line begins with neither a tab nor a comment; empty when there is none. */
function findSection(file: Buffer, title: string): string {
  const line = `\n${title}  `;
  const at = file.indexOf(line);
  if (at < 0) return '';
  const start = at + line.length;
  let end = file.indexOf('\n', start);
  while (end >= 0 && goesOn(file[end + 1])) end = file.indexOf('\n', end + 1);
  return decoder.decode(file.subarray(start, end < 0 ? file.length : end));
}

/** Whether a section goes on with a line that begins so; at the end of the file it does not. */
const goesOn = (byte: number | undefined): boolean =>
  byte !== undefined && '\t#\n'.includes(String.fromCharCode(byte));

/** Entries of an entry have two tabs before them. */
function findEntry(section: string, id: string): string | undefined {
  const line = `\n\t${id}  `;
  const at = section.indexOf(line);
  return at < 0 ? undefined : toName(section, at + line.length);
}

function toName(section: string, start: number): string | undefined {
  const end = section.indexOf('\n', start);
  const name = parseLine(section.slice(start, end < 0 ? section.length : end));
  return name === undefined ? undefined : copyText(name);
}
