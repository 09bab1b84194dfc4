import type { RunCommand } from '../host/commands.ts';
import { parsePermanentMacs } from './parse-nic.ts';
import type { ReadPermanentMacs } from './read-nics.ts';

/** Asks iproute2: the kernel tells permanent addresses over netlink only. Without an answer nothing is known. */
export const permanentMacsBy =
  (run: RunCommand): ReadPermanentMacs =>
  async () => {
    const links = await run('ip', ['-json', 'link', 'show']);
    return links.ok ? parsePermanentMacs(links.stdout) : new Map();
  };
