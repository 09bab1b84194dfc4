import { parseUevent } from '../parse-uevent.ts';

export const isOpticalDrive = (name: string): boolean => /^sr\d+$/.test(name);

/** What the drives can do by the kernel, one set of its phrases a drive, for example `Can write CD-R`. */
export type DriveTable = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * `/proc/sys/dev/cdrom/info`: a row for each ability, and in it a column for each drive. The kernel writes 1,000 characters at most, so
 * that with a dozen drives the last rows are missing.
 */
export function parseDriveTable(text: string): DriveTable {
  const rows = text.split('\n').flatMap((line): [string, string[]][] => {
    const colon = line.indexOf(':');
    return colon < 0
      ? []
      : [
          [
            line.slice(0, colon).trim(),
            line
              .slice(colon + 1)
              .trim()
              .split(/\s+/),
          ],
        ];
  });
  const names = rows.find(([title]) => title === 'drive name')?.[1] ?? [];
  return new Map(
    names.map((name, column) => [
      name,
      new Set(rows.filter(([, values]) => values[column] === '1').map(([title]) => title)),
    ]),
  );
}

/** What udev found out about a drive (`/run/udev/data/bMAJOR:MINOR`): the names of its properties; empty when it has not looked. */
export function parseUdevProperties(text: string): ReadonlySet<string> {
  const set = [...parseUevent(text, 'E:')].filter(([key, value]) => /^ID_CDROM/.test(key) && value === '1');
  return new Set(set.map(([key]) => key));
}

/** Each kind of disc but the CD-ROM, which every drive reads, with the kernel's and udev's words for a drive that reads it, or that also writes it. */
const kinds: { kind: string; reads?: string[]; writes?: string[] }[] = [
  { kind: 'CD-R', writes: ['Can write CD-R', 'ID_CDROM_CD_R'] },
  { kind: 'CD-RW', writes: ['Can write CD-RW', 'ID_CDROM_CD_RW'] },
  { kind: 'DVD-ROM', reads: ['Can read DVD', 'ID_CDROM_DVD'] },
  { kind: 'DVD-R', writes: ['Can write DVD-R', 'ID_CDROM_DVD_R'] },
  { kind: 'DVD-RW', writes: ['ID_CDROM_DVD_RW'] },
  { kind: 'DVD-R DL', writes: ['ID_CDROM_DVD_R_DL'] },
  { kind: 'DVD-RAM', writes: ['Can write DVD-RAM', 'ID_CDROM_DVD_RAM'] },
  { kind: 'DVD+R', writes: ['ID_CDROM_DVD_PLUS_R'] },
  { kind: 'DVD+RW', writes: ['ID_CDROM_DVD_PLUS_RW'] },
  { kind: 'DVD+R DL', writes: ['ID_CDROM_DVD_PLUS_R_DL'] },
  { kind: 'DVD+RW DL', writes: ['ID_CDROM_DVD_PLUS_RW_DL'] },
  { kind: 'BD-ROM', reads: ['ID_CDROM_BD'] },
  { kind: 'BD-R', writes: ['ID_CDROM_BD_R'] },
  { kind: 'BD-RE', writes: ['ID_CDROM_BD_RE'] },
];

/**
 * The kinds of disc that a drive is known to read and to write, in the order of their generations. The kernel asks the drive for what MMC-2
 * knew; of the later kinds only udev tells, from the drive's list of profiles, in which a kind that can be written has a profile of its own.
 */
export function toDiscs(says: ReadonlySet<string>): { reads: string[]; writes: string[] } {
  const isSaid = (words: readonly string[] = []): boolean => words.some((word) => says.has(word));
  const writes = kinds.filter((each) => isSaid(each.writes)).map(({ kind }) => kind);
  const reads = kinds.filter((each) => isSaid(each.reads) || isSaid(each.writes)).map(({ kind }) => kind);
  return { reads: ['CD-ROM', ...reads], writes };
}
