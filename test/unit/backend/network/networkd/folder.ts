import { notRead, read } from '../../../../../src/backend/host/reading.ts';
import type { NetworkdHost } from '../../../../../src/backend/network/networkd/apply-files.ts';

export const folder = '/run/systemd/network';

export interface FakeFolder {
  host: NetworkdHost;
  files: Map<string, string>;
  /** How often networkd was told to read its files. */
  reloads: number;
  /** Changes that may still be made; the one after them fails, as does everything then. */
  left: number;
  /** What networkd has read. */
  inForce: Map<string, string>;
  reloadFails: boolean;
}

/** networkd's folder in memory. */
export function fakeFolder(before: Readonly<Record<string, string>> = {}): FakeFolder {
  const toName = (path: string): string => path.slice(folder.length + 1);
  const fake: FakeFolder = {
    files: new Map(Object.entries(before)),
    ...{ reloads: 0, left: Number.POSITIVE_INFINITY, reloadFails: false },
    inForce: new Map(),
    host: {
      listNames: async () => read([...fake.files.keys()]),
      readText: async (path) => {
        const text = fake.files.get(toName(path));
        return text === undefined ? notRead('missing', 'no such file') : read(text);
      },
      writeFile: async (path, text) => {
        count();
        fake.files.set(toName(path), text);
      },
      removeFile: async (path) => {
        count();
        fake.files.delete(toName(path));
      },
      run: async (file, args) => {
        count();
        if (`${file} ${args.join(' ')}` !== 'networkctl reload' || fake.reloadFails)
          return { ok: false, why: 'failed', message: 'Failed to reload network settings' };
        fake.reloads += 1;
        fake.inForce = new Map([...fake.files].filter(([name]) => name.endsWith('.network')));
        return { ok: true, stdout: '' };
      },
    },
  };
  const count = (): void => {
    if (fake.left === 0) throw new Error('killed');
    fake.left -= 1;
  };
  return fake;
}
