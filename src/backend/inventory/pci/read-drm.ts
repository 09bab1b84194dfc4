import type { Files } from '../../host/files.ts';
import { toFact } from '../facts.ts';
import { parseLine } from '../parse-scalar.ts';
import { type DrmCard, parseCardAddress, parseConnectorStatus } from './parse-drm.ts';

const folder = '/sys/class/drm';

/** The graphics cards that a driver has made usable, with the connectors of each. None where the kernel has no graphics at all. */
export async function readDrmCards(files: Files): Promise<DrmCard[]> {
  const listed = await files.listNames(folder);
  const names = listed.ok ? listed.value : [];
  return Promise.all(
    names.filter((name) => /^card\d+$/.test(name)).map((name) => readCard(files, name, names)),
  );
}

async function readCard(files: Files, name: string, names: readonly string[]): Promise<DrmCard> {
  const [device, driver, ...statuses] = await Promise.all([
    files.readRealPath(`${folder}/${name}/device`),
    files.readLinkName(`${folder}/${name}/device/driver`),
    ...names
      .filter((other) => other.startsWith(`${name}-`))
      .map(async (connector) => ({
        connector,
        status: await files.readText(`${folder}/${connector}/status`),
      })),
  ]);
  const address = device.ok ? parseCardAddress(device.value) : undefined;
  return {
    name,
    ...(address === undefined ? {} : { address }),
    driver: toFact(driver, parseLine),
    connectors: statuses.map(({ connector, status }) => ({
      name: connector.slice(name.length + 1),
      status: toFact(status, parseConnectorStatus),
    })),
  };
}
