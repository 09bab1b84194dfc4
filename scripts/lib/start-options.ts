import { parseArgs } from 'node:util';

export interface StartOptions {
  memoryMiB?: number;
  cpus?: number;
  nics?: number;
  diskGiB?: number;
  smbiosFile?: string;
  /** Forget what the box wrote to its disk before. */
  fresh: boolean;
}

const numbers = { memory: 'memoryMiB', cpus: 'cpus', nics: 'nics', disk: 'diskGiB' } as const;

/** What the command line asks for. Throws a TypeError that names what is wrong with it. */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      memory: { type: 'string' },
      cpus: { type: 'string' },
      nics: { type: 'string' },
      disk: { type: 'string' },
      smbios: { type: 'string' },
      fresh: { type: 'boolean', default: false },
    },
  });
  const options: StartOptions = { fresh: values.fresh };
  for (const [name, key] of Object.entries(numbers) as [keyof typeof numbers, (typeof numbers)['memory']][]) {
    const text = values[name];
    if (text === undefined) continue;
    if (!/^\d{1,7}$/.test(text)) throw new TypeError(`--${name} takes a number, not '${text}'`);
    options[key] = Number(text);
  }
  return values.smbios === undefined ? options : { ...options, smbiosFile: values.smbios };
}
