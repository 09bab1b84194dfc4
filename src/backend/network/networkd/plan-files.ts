import { isOurFile, isOurRemains, type NetworkFile, reloadMark } from './render-network-file.ts';

export interface FilesPlan {
  write: NetworkFile[];
  /** Names of files. */
  remove: string[];
  /** Whether networkd has to read its files again. */
  reload: boolean;
}

/**
 * What makes our files in networkd's folder exactly those of `wanted`. `seen`: every name in the folder, with the text of those of ours that could
 * be read. What is not ours is left alone. A mark of a change whose end nobody saw makes networkd read once more.
 */
export function planFiles(
  seen: ReadonlyMap<string, string | undefined>,
  wanted: readonly NetworkFile[],
): FilesPlan {
  const names = new Set(wanted.map(({ name }) => name));
  const write = wanted.filter(({ name, text }) => seen.get(name) !== text);
  const others = [...seen.keys()].filter((name) => isOurFile(name) && !names.has(name));
  const remains = [...seen.keys()].filter(isOurRemains);
  return {
    write,
    remove: [...others, ...remains],
    reload: write.length > 0 || others.length > 0 || seen.has(reloadMark),
  };
}
