import { copyText } from '../copy-text.ts';
import { parseLine } from '../parse-scalar.ts';

/** Looks names up in the text of `pci.ids`. Numbers are hexadecimal, in small letters, as `PciDevice` has them. */
export interface PciNames {
  vendor(vendorId: string): string | undefined;
  device(vendorId: string, deviceId: string): string | undefined;
  /** The subclass's name, or that of the base class; `classId` has six digits. */
  class(classId: string): string | undefined;
}

/**
 * Names in `pci.ids`, whose head tells its format: a line for each vendor, its devices below it behind one tab; classes the same, behind a
 * `C`. Only the sections that are asked for are taken apart: a machine has devices of a dozen of the 2,400 vendors. The text is kept for as
 * long as the answer is.
 */
export function parsePciIds(text: string): PciNames {
  const sections = new Map<string, string>();
  const section = (title: string): string => {
    const found = sections.get(title) ?? findSection(text, title);
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
function findSection(text: string, title: string): string {
  const line = `\n${title}  `;
  const at = text.indexOf(line);
  if (at < 0) return '';
  const start = at + line.length;
  let end = text.indexOf('\n', start);
  while (end >= 0 && '\t#\n'.includes(text.charAt(end + 1))) end = text.indexOf('\n', end + 1);
  return text.slice(start, end < 0 ? text.length : end);
}

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
