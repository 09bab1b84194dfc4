import type { Problem } from '../../../contract/index.ts';
import type { RunCommand } from '../../host/commands.ts';
import type { Files } from '../../host/files.ts';
import { planFiles } from './plan-files.ts';
import { isOurFile, type NetworkFile, reloadMark } from './render-network-file.ts';

/** What this part touches of the machine: one folder, and networkd. */
export interface NetworkdHost {
  run: RunCommand;
  listNames: Files['listNames'];
  readText: Files['readText'];
  /** Replaces a file as a whole, readable for everybody. Throws the system's error. */
  writeFile(path: string, text: string): Promise<void>;
  /** Removes a file, if it is there. Throws the system's error. */
  removeFile(path: string): Promise<void>;
}

/** Files in memory, which are gone with the boot: without bezeld networkd has nothing to do. */
export const networkdFolder = '/run/systemd/network';

export interface AppliedFiles {
  problems: Problem[];
  did: 'nothing' | 'changed';
}

/**
 * Makes the files of ours in networkd's folder exactly those of `wanted`, and has networkd read them, when they are not. Never throws; doing it
 * twice changes nothing. Killed in between, it is finished the next time: the mark that is made first goes last.
 */
export async function applyNetworkFiles(
  host: NetworkdHost,
  wanted: readonly NetworkFile[],
  folder = networkdFolder,
): Promise<AppliedFiles> {
  const at = (name: string): string => `${folder}/${name}`;
  try {
    const { write, remove, reload } = planFiles(await readSeen(host, folder), wanted);
    if (reload) await host.writeFile(at(reloadMark), '');
    for (const { name, text } of write) await host.writeFile(at(name), text);
    for (const name of remove) await host.removeFile(at(name));
    if (!reload) return { problems: [], did: 'nothing' };
    const read = await host.run('networkctl', ['reload']);
    if (!read.ok) return { problems: [failed(read.message)], did: 'changed' };
    await host.removeFile(at(reloadMark));
    return { problems: [], did: 'changed' };
  } catch (error) {
    return { problems: [failed(error instanceof Error ? error.message : String(error))], did: 'nothing' };
  }
}

/** Every name in the folder, with the text of those that are ours. A folder that is not there is empty. */
async function readSeen(
  { listNames, readText }: NetworkdHost,
  folder: string,
): Promise<Map<string, string | undefined>> {
  const names = await listNames(folder);
  if (!names.ok && names.why !== 'missing') throw new Error(`${folder}: ${names.message}`);
  const readOne = async (name: string): Promise<[string, string | undefined]> => {
    const text = isOurFile(name) ? await readText(`${folder}/${name}`) : undefined;
    return [name, text?.ok ? text.value : undefined];
  };
  return new Map(await Promise.all((names.ok ? names.value : []).map(readOne)));
}

const failed = (why: string): Problem => ({
  code: 'network.networkd-failed',
  severity: 'error',
  message: `systemd-networkd cannot be told what to do: ${why}`,
  hint: 'Addresses of the host may be missing; see whether systemd-networkd.service runs on the box',
});
