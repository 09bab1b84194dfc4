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
  const sections = new Map<string, Section | undefined>();
  const section = (title: string): Section | undefined => {
    if (!sections.has(title)) sections.set(title, findSection(text, title));
    return sections.get(title);
  };
  const nameAt = (start: number | undefined): string | undefined =>
    start === undefined ? undefined : toName(text, start);
  const device = (title: string, id: string): string | undefined => nameAt(section(title)?.entries.get(id));
  const vendor = (title: string): string | undefined => nameAt(section(title)?.start);
  return {
    vendor,
    device,
    class: (classId) => {
      const base = `C ${classId.slice(0, 2)}`;
      return device(base, classId.slice(2, 4)) ?? vendor(base);
    },
  };
}

/** Where in the text the name of a section begins, and those of its entries. */
interface Section {
  start: number;
  entries: ReadonlyMap<string, number>;
}

/** A section ends where a line begins with neither a tab nor a comment; two tabs are entries of an entry. */
function findSection(text: string, title: string): Section | undefined {
  const line = `\n${title}  `;
  const at = text.indexOf(line);
  if (at < 0) return undefined;
  const start = at + line.length;
  const entries = new Map<string, number>();
  const next = /\n(?:\t([0-9a-f]+) {2}|[^\t#\n])/g;
  next.lastIndex = start;
  for (let found = next.exec(text); found?.[1] !== undefined; found = next.exec(text))
    entries.set(found[1], next.lastIndex);
  return { start, entries };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A copy: a slice would keep the whole text in memory for as long as the name is in use. */
function toName(text: string, start: number): string | undefined {
  const end = text.indexOf('\n', start);
  const name = parseLine(text.slice(start, end < 0 ? text.length : end));
  return name === undefined ? undefined : decoder.decode(encoder.encode(name));
}
