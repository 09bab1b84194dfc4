import type { PowerPolicy } from '../../config/policy/policy.ts';

export type UpsPolicy = NonNullable<PowerPolicy['ups']>;

export interface NutFiles {
  /** The files by their names. */
  files: ReadonlyMap<string, string>;
  /** The units that use them, in the order in which they start. */
  units: string[];
}

export interface NutPlaces {
  /** Where the driver, its server and the monitor keep their sockets and marks. */
  folder: string;
  /** Of the box's own server of NUT, for a UPS at the box. */
  password: string;
  programs: { notify: string; shutdown: string };
  /** Where that server listens. */
  port: number;
}

/** The box's own UPS, and the user of the monitor. */
const own = { ups: 'box', user: 'bezel' };
export const upsUnits = ['bezel-upsmon.service', 'bezel-upsd.service', 'bezel-ups-driver@*.service'] as const;

/** What is told to `NOTIFYCMD`, and nothing to terminals. */
const events = [
  ...[
    'ONLINE',
    'ONBATT',
    'LOWBATT',
    'FSD',
    'COMMOK',
    'COMMBAD',
    'SHUTDOWN',
    'REPLBATT',
    'NOCOMM',
    'NOPARENT',
  ],
];

/** NUT's configuration for a UPS. The schema has seen to it that no value can leave its quotation marks. */
export function renderNutFiles(ups: UpsPolicy, places: NutPlaces): NutFiles {
  const { driver, system, user = '', password = '', port } = ups;
  if (driver === undefined) {
    const monitor = renderMonitor(`${system} 1 "${user}" "${password}" secondary`, places);
    return { files: new Map([['upsmon.conf', monitor]]), units: ['bezel-upsmon.service'] };
  }
  const { ups: name, user: monitorUser } = own;
  const place = `127.0.0.1:${places.port}`;
  return {
    files: new Map([
      // Without it Debian's last step of a power-off does not tell the UPS to switch its outlets off until the mains are back.
      ['nut.conf', lines('MODE=standalone')],
      ['ups.conf', lines(`[${name}]`, `driver = "${driver}"`, `port = "${port}"`)],
      ['upsd.conf', lines(`LISTEN 127.0.0.1 ${places.port}`, `STATEPATH "${places.folder}"`)],
      ['upsd.users', lines(`[${monitorUser}]`, `password = "${places.password}"`, 'upsmon primary')],
      [
        'upsmon.conf',
        renderMonitor(`${name}@${place} 1 "${monitorUser}" "${places.password}" primary`, places),
      ],
    ]),
    units: [`bezel-ups-driver@${driver}.service`, 'bezel-upsd.service', 'bezel-upsmon.service'],
  };
}

const renderMonitor = (what: string, { folder, programs }: NutPlaces): string =>
  lines(
    `MONITOR ${what}`,
    'MINSUPPLIES 1',
    `SHUTDOWNCMD "${programs.shutdown}"`,
    `NOTIFYCMD "${programs.notify}"`,
    `POWERDOWNFLAG "${folder}/killpower"`,
    'POLLFREQ 5',
    'POLLFREQALERT 5',
    'DEADTIME 15',
    'HOSTSYNC 15',
    'NOCOMMWARNTIME 300',
    'FINALDELAY 0',
    ...events.map((event) => `NOTIFYFLAG ${event} EXEC`),
  );

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

/** The password in a file that was rendered before, so that a restart of bezeld changes nothing. */
export const toFormerPassword = (users: string): string | undefined =>
  /^password = "([0-9a-f-]{36})"$/m.exec(users)?.[1];
