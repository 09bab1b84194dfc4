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
 * `C`. The text is searched, not taken apart: a machine asks for a few dozen of its 40,000 lines. It is kept for as long as the answer is.
 */
export function parsePciIds(text: string): PciNames {
  const sections = new Map<string, string | undefined>();
  const section = (title: string): string | undefined => {
    if (!sections.has(title)) sections.set(title, findSection(text, title));
    return sections.get(title);
  };
  const entry = (title: string, id: string): string | undefined => {
    const lines = section(title);
    const start = `\n\t${id}  `;
    const at = lines?.indexOf(start) ?? -1;
    return at < 0 ? undefined : toName(lines ?? '', at + start.length);
  };
  const title = (id: string): string | undefined => {
    const lines = section(id);
    return lines === undefined ? undefined : toName(lines, 0);
  };
  return {
    vendor: title,
    device: entry,
    class: (classId) => {
      const base = `C ${classId.slice(0, 2)}`;
      return entry(base, classId.slice(2, 4)) ?? title(base);
    },
  };
}

/** A section from its name on; it ends where a line begins with neither a tab nor a comment. */
function findSection(text: string, title: string): string | undefined {
  const line = `\n${title}  `;
  const at = text.indexOf(line);
  if (at < 0) return undefined;
  const next = /\n[^\t#\n]/g;
  next.lastIndex = at + line.length;
  return text.slice(at + line.length, next.exec(text)?.index);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A copy: a slice would keep the whole text in memory for as long as the name is in use. */
function toName(text: string, start: number): string | undefined {
  const end = text.indexOf('\n', start);
  const name = parseLine(text.slice(start, end < 0 ? text.length : end));
  return name === undefined ? undefined : decoder.decode(encoder.encode(name));
}
