import type { SocketConnectOpts } from 'node:net';
import { parseArgs } from 'node:util';
import type { ScalePolicy } from './framebuffer/placement.ts';
import { parseHotKey } from './input/hot-key.ts';
import { parseTarget } from './parse-target.ts';

/** The roots of the devices' files and of sysfs. */
interface Roots {
  dev: string;
  sys: string;
}

export type DisplayOptions =
  | { kind: 'help' }
  /** `vt`: the number of our virtual terminal. `control`: the folder of our socket, and of what is kept until the box's next boot. */
  | ({ kind: 'box' | 'restore'; vt: number; control: string } & Roots)
  | ({
      kind: 'connect';
      /** Absent: the terminal that we were started on. */
      vt: number | undefined;
      target: SocketConnectOpts;
      user: string | undefined;
      passwordFile: string | undefined;
      hotKey: string;
      viewOnly: boolean;
      scale: ScalePolicy;
    } & Roots);

const options = {
  connect: { type: 'string' },
  user: { type: 'string' },
  'password-file': { type: 'string' },
  'hot-key': { type: 'string', default: 'ctrl-alt-f2' },
  'view-only': { type: 'boolean', default: false },
  scale: { type: 'string', default: 'fit' },
  vt: { type: 'string' },
  control: { type: 'string', default: '/run/bezel-display/control' },
  dev: { type: 'string', default: '/dev' },
  sys: { type: 'string', default: '/sys' },
  restore: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export const usage = `Usage: bezel-display [OPTIONS]
       bezel display --connect TARGET [OPTIONS]

Shows the guest's display on the box's monitors, and brings its keyboards and mice to the guest. It is told what to show on its socket.
With --connect it shows a VNC server on the Linux console on which it is started, as root or in the groups video and input.

  --connect TARGET      HOST, HOST:DISPLAY, HOST:PORT, HOST::PORT, [IPv6]:PORT or unix:PATH
  --user NAME           who we are there, where it asks
  --password-file FILE  its password, on the first line
  --hot-key KEYS        what leaves it (ctrl-alt-f2)
  --view-only           only look: no key and no movement reaches it
  --scale WAY           fit, integer or centre (fit)

  --vt N                our virtual terminal, which must be the one that it is started on (8; with --connect the one that it is)
  --control DIR         where its socket control.sock is (/run/bezel-display/control)
  --dev DIR             the folder of the devices' files (/dev)
  --sys DIR             where sysfs is (/sys)
  --restore             only clean up after one that was killed: give the screen and the keyboard back
  --help                show this text`;

/** Throws an error whose message names what is wrong. */
export function parseOptions(args: string[]): DisplayOptions {
  const { values } = parseArgs({ args, options, strict: true });
  if (values.help) return { kind: 'help' };
  const { dev, sys, control, connect, user } = values;
  const vt = values.vt === undefined ? undefined : Number(values.vt);
  if (vt !== undefined && !(Number.isInteger(vt) && vt >= 1 && vt <= 63))
    throw new TypeError(`--vt is ${values.vt}; allowed is 1 to 63`);
  if (connect === undefined)
    return { kind: values.restore ? 'restore' : 'box', vt: vt ?? 8, control, dev, sys };
  const { scale } = values;
  if (scale !== 'fit' && scale !== 'integer' && scale !== 'centre')
    throw new TypeError(`--scale is ${scale}; allowed is fit, integer or centre`);
  parseHotKey(values['hot-key']);
  return {
    ...{ kind: 'connect', vt, dev, sys, user, scale, target: parseTarget(connect) },
    passwordFile: values['password-file'],
    hotKey: values['hot-key'],
    viewOnly: values['view-only'],
  };
}
