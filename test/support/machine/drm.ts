import { emptyFolder, linkTo, type MachineFiles, unreadable } from './entries.ts';

export interface CardInput {
  name: string;
  /** The path of the device below `/sys/devices`. */
  at: string;
  driver?: string;
  /** Status by connector; absent for one that cannot be read. */
  connectors?: Record<string, string | undefined>;
}

export function drmCard({ name, at, driver, connectors = {} }: CardInput): MachineFiles {
  const home = `/sys/devices/${at}/drm/${name}`;
  return {
    [`/sys/class/drm/${name}`]: linkTo(home),
    [`${home}/device`]: linkTo(`/sys/devices/${at}`),
    ...(driver === undefined
      ? {}
      : {
          [`/sys/devices/${at}/driver`]: linkTo(`/sys/drivers/${driver}`),
          [`/sys/drivers/${driver}`]: emptyFolder,
        }),
    ...Object.fromEntries(
      Object.entries(connectors).flatMap(([connector, status]) => [
        [`/sys/class/drm/${name}-${connector}`, linkTo(`${home}/${name}-${connector}`)],
        [`${home}/${name}-${connector}/status`, status === undefined ? unreadable('EIO') : `${status}\n`],
      ]),
    ),
  };
}
