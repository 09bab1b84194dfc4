import { binary, linkTo, type MachineFiles } from './entries.ts';

export interface OpticalInput {
  name: string;
  at: string;
  vendor?: string;
  model?: string | Uint8Array;
  firmware?: string;
  /** Properties that udev has found out; absent while it has not looked. */
  udev?: string[];
}

export function opticalDrive({ name, at, vendor, model, firmware, udev }: OpticalInput): MachineFiles {
  const device = `/sys/devices/${at}`;
  const home = `${device}/block/${name}`;
  const number = `11:${name.replace('sr', '')}`;
  return {
    [`/sys/block/${name}`]: linkTo(home),
    [`${home}/device`]: linkTo(device),
    [`${home}/dev`]: `${number}\n`,
    ...(vendor === undefined ? {} : { [`${device}/vendor`]: `${vendor}\n` }),
    ...(model === undefined
      ? {}
      : { [`${device}/model`]: typeof model === 'string' ? `${model}\n` : binary(model) }),
    ...(firmware === undefined ? {} : { [`${device}/rev`]: `${firmware}\n` }),
    ...(udev === undefined
      ? {}
      : {
          [`/run/udev/data/b${number}`]: `S:disk/by-id/x\nI:1\n${udev.map((key) => `E:${key}=1\n`).join('')}G:systemd\n`,
        }),
  };
}

/** The kernel's table of what its drives can do. */
export function driveTable(drives: Record<string, string[]>): MachineFiles {
  const abilities = [
    'Can close tray',
    'Can write CD-R',
    'Can write CD-RW',
    'Can read DVD',
    'Can write DVD-R',
    'Can write DVD-RAM',
  ];
  const row = (title: string, values: string[]): string =>
    `${title}:\t${title.length < 16 ? '\t' : ''}${values.join('\t')}\n`;
  const names = Object.keys(drives);
  return {
    '/proc/sys/dev/cdrom/info': [
      'CD-ROM information, Id: cdrom.c 3.20 2003/12/17\n\n',
      row('drive name', names),
      row(
        'drive speed',
        names.map(() => '48'),
      ),
      ...abilities.map((ability) =>
        row(
          ability,
          names.map((name) => (drives[name]?.includes(ability) ? '1' : '0')),
        ),
      ),
      '\n\n',
    ].join(''),
  };
}
