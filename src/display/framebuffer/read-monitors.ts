import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type Monitor, parseConnected, parsePreferred } from './monitors.ts';

/**
 * Lists the connectors of all graphics cards. None where there is no DRM driver: the firmware's framebuffer has a monitor that nothing is
 * known of.
 *
 * @param sys the root of sysfs
 */
export async function listMonitors(sys: string): Promise<Monitor[]> {
  const folder = join(sys, 'class/drm');
  const names: string[] = await readdir(folder).catch(() => []);
  const monitors: Monitor[] = [];
  for (const each of names.sort()) {
    const [, card, name] = /^(card\d+)-(.+)$/.exec(each) ?? [];
    if (card === undefined || name === undefined) continue;
    monitors.push({
      name,
      device: await readDevice(join(folder, card)),
      connected: parseConnected(await readText(join(folder, each, 'status'))),
      preferred: parsePreferred(await readText(join(folder, each, 'modes'))),
    });
  }
  return monitors;
}

/** The folder of the device that something in sysfs belongs to. */
export function readDevice(path: string): Promise<string | undefined> {
  return realpath(join(path, 'device')).catch(() => undefined);
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
