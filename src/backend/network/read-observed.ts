import type { RunCommand } from '../host/commands.ts';
import type { Files } from '../host/files.ts';
import { ipv4File, ipv6File } from './link-words.ts';
import type { Observed } from './model.ts';
import { parseLinks } from './parse-links.ts';
import { guards, wantedPrivateLink } from './plan-private-link.ts';

/** What the network's part touches of the machine: programs, and files below `/proc/sys`. */
export interface NetworkHost {
  run: RunCommand;
  readText: Files['readText'];
  /** Writes to a file that is there. Throws the system's error. */
  writeText(path: string, text: string): Promise<void>;
}

const filters = ['iptables', 'ip6tables', 'arptables'].map(
  (tables) => `/proc/sys/net/bridge/bridge-nf-call-${tables}`,
);

/** Links and settings as they are; throws when the links can't be read or understood. A setting that is not there is off. */
export async function readObserved({ run, readText }: NetworkHost): Promise<Observed> {
  const said = await run('ip', ['-json', '-details', 'address', 'show'], { maxBytes: 16 * 1024 * 1024 });
  if (!said.ok) throw new Error(`The host's links cannot be read: ${said.message}`);
  const links = toLinks(said.stdout);
  const has = async (path: string, value: string): Promise<boolean> => {
    const text = await readText(path);
    return text.ok && text.value.trim() === value;
  };
  const { nic: bridge } = wantedPrivateLink;
  const guarded = links.some(({ name }) => name === bridge) ? guards : [];
  const [speaking, calling, guarding] = await Promise.all([
    Promise.all(
      links.map(async ({ name }) => {
        const file = ipv6File(name);
        return file !== undefined && (await has(file, '0'));
      }),
    ),
    Promise.all(filters.map((file) => has(file, '1'))),
    Promise.all(guarded.map(([key, value]) => has(ipv4File(bridge, key), value))),
  ]);
  return {
    links,
    ipv6: new Set(links.filter((_, index) => speaking[index]).map(({ name }) => name)),
    bridgeFilters: filters.filter((_, index) => calling[index]),
    unguarded: new Set(guarded.filter((_, index) => !guarding[index]).map(([key]) => key)),
  };
}

function toLinks(json: string): Observed['links'] {
  try {
    return parseLinks(json);
  } catch (error) {
    throw new Error(
      `The host's links cannot be understood: ${error instanceof Error ? error.message : error}`,
    );
  }
}
