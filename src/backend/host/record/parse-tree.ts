import type { MachineRecord, RecordEntry } from './model.ts';

/** What lies at a path once every symbolic link on the way was followed. `entry` is absent for a folder that only the paths below it name. */
export type Found =
  | { ok: true; path: string; entry: RecordEntry | undefined; names: ReadonlySet<string> }
  | { ok: false; errno: 'ENOENT' | 'ENOTDIR' | 'ELOOP' };

export interface RecordTree {
  /** `followLast`: whether a link at the path itself is followed too. */
  find(path: string, followLast: boolean): Found;
}

/** As many links as Linux follows in one path; see path_resolution(7). */
const maxLinks = 40;

const nothing: ReadonlySet<string> = new Set();
const isLink = (entry: RecordEntry | undefined): entry is { link: string } =>
  typeof entry === 'object' && 'link' in entry;
const isFile = (entry: RecordEntry | undefined): boolean =>
  typeof entry === 'string' || (entry !== undefined && 'base64' in entry);

/** The record's paths as the tree that a file system would make of them. */
export function parseTree(files: MachineRecord['files']): RecordTree {
  const entries = new Map(Object.entries(files));
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  const add = (folder: string, name: string): void => {
    const names = folders.get(folder);
    if (names === undefined) folders.set(folder, new Set([name]));
    else names.add(name);
  };
  for (const [path, entry] of entries) {
    const parts = path.split('/').slice(1);
    for (const [index, name] of parts.entries()) add(['', ...parts.slice(0, index)].join('/'), name);
    if (typeof entry === 'object' && 'folder' in entry) for (const name of entry.folder) add(path, name);
  }

  return {
    find: (path, followLast) => {
      const left = path.split('/').reverse();
      let at = '';
      let links = 0;
      for (;;) {
        const name = left.pop();
        if (name === undefined) break;
        if (name === '' || name === '.') continue;
        if (name === '..') {
          at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
          continue;
        }
        if (isFile(entries.get(at))) return { ok: false, errno: 'ENOTDIR' };
        if (folders.get(at)?.has(name) !== true) return { ok: false, errno: 'ENOENT' };
        const entry = entries.get(`${at}/${name}`);
        if (isLink(entry) && (followLast || left.length > 0)) {
          links++;
          if (links > maxLinks) return { ok: false, errno: 'ELOOP' };
          if (entry.link.startsWith('/')) at = '';
          left.push(...entry.link.split('/').reverse());
        } else at = `${at}/${name}`;
      }
      return { ok: true, path: at || '/', entry: entries.get(at), names: folders.get(at) ?? nothing };
    },
  };
}
