import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Told, View, Wanted } from '../control/model.ts';
import { openScreens } from '../framebuffer/open-screens.ts';
import type { Machine } from '../framebuffer/screen-set.ts';
import type { Log } from '../log.ts';
import { connectRfb } from '../rfb/connection.ts';
import { createPoller } from '../system/poller.ts';
import { openVt } from '../vt/open-vt.ts';
import { createVtSwitch } from '../vt/vt-switch.ts';
import { GuestInput } from './guest-input.ts';
import { HotKeyInputs } from './hot-key-inputs.ts';
import { createKeyNamer } from './key-namer.ts';
import { readSplash } from './read-splash.ts';
import { Remote, type RemoteOptions } from './remote.ts';
import { type Page, Stage } from './stage.ts';
import { Viewer } from './viewer.ts';

export interface ViewerProgramOptions {
  machine: Machine;
  /** The number of our virtual terminal, on which this process was started. */
  vt: number;
  /** Our terminal, for text. */
  page: Page;
  log: Log;
  /** Connects to a VNC server by its address; rejects where nobody listens. */
  open(address: string): Promise<Duplex>;
  rfb?: RemoteOptions['rfb'];
  /** What was shown last since the boot, and keeps it. */
  view: View | undefined;
  keepView(view: View): void;
  onTold(told: Told): void;
  /** Without it a hot-key turns the monitor. */
  onHotKey?(): void;
}

/** To be told what is wanted, and what is to be shown. */
export interface OpenViewer extends Pick<Viewer, 'want' | 'show'> {
  stop(): Promise<void>;
}

/** Where the host image has a picture for the beginning. */
export const defaultSplash = '/usr/share/bezel/splash.png';

/** What holds until somebody has said what he wants: whoever stands at a box whose backend does not come up gets to the console, too. */
const atFirst = {
  consoleVt: 1,
  hotKey: 'ctrl-alt-f2',
  longPressS: 5,
  splash: defaultSplash,
} as const;

/** Opens the box's monitors, keyboards and mice, and shows on them what is wanted until `stop`. */
export async function openViewer(options: ViewerProgramOptions): Promise<OpenViewer> {
  const { machine, log, view, keepView, onTold } = options;
  const { system, sys } = machine;
  const failed = (error: Error): void => log.warn(error.message);
  const poller = createPoller(system, (error) => failed(error as Error));
  let consoleVt: number = atFirst.consoleVt;
  const late: { viewer?: Viewer } = {};
  const vt = openVt(system, machine.dev, options.vt);
  const screens = await openScreens(machine, poller, {
    policy: 'fit',
    changed: (now) => {
      late.viewer?.setOutputs(now, screens.monitors());
    },
    failed,
  });
  const inputs = new HotKeyInputs({
    ...{ system, poller, sys, dev: join(machine.dev, 'input') },
    listener: {
      key: (event) => guest.key(event),
      motion: (motion) => guest.motion(motion),
      position: (position) => guest.position(position),
      buttons: (mask) => guest.buttons(mask),
      hotKey: () => (options.onHotKey === undefined ? viewer.toggle() : options.onHotKey()),
      devices: (devices) => viewer.setDevices(devices.map(({ name }) => name)),
      failed,
    },
  });
  const remote = new Remote({
    ...{ open: options.open, connectRfb },
    ...(options.rfb === undefined ? {} : { rfb: options.rfb }),
    listener: {
      updated: (rects) => viewer.updated(rects),
      cursor: (cursor) => guest.setCursor(cursor),
      leds: (leds) => {
        keyNamer.leds(leds);
        inputs.setLeds(leds);
      },
      pointerIsAbsolute: (absolute) => guest.setAbsolute(absolute),
      canResize: () => askForSize(),
    },
    onPicture: (surface) => viewer.setPicture(surface),
    onFailure: (message) => {
      if (message !== undefined) log.warn(`The VNC server: ${message}`);
      viewer.setFailure(message);
    },
  });
  const keyNamer = createKeyNamer();
  let wanted: Wanted | undefined;
  const askForSize = (): void => {
    const [screen] = screens.list();
    if (wanted?.resizeGuest === true && screen !== undefined)
      remote.connection?.requestSize(screen.width, screen.height);
  };
  const stage = new Stage({
    ...{ vt, screens, page: options.page },
    now: () => new Date(),
    want: (side) => vtSwitch.want(side),
  });
  const guest = new GuestInput({
    ...{ remote, toKey: keyNamer.toKey },
    setPointer: (pointer) => screens.setPointer(pointer),
    onActivity: () => viewer.wake(),
  });
  const viewer: Viewer = new Viewer({
    ...{ stage, inputs, guest, remote },
    readSplash: (path) =>
      readSplash(path).catch((error: Error) => {
        log.warn(`The splash cannot be shown: ${error.message}`);
        return undefined;
      }),
    ...{ view, keepView, onTold },
    onWanted: (now) => {
      const isNew = now.resizeGuest && wanted?.resizeGuest !== true;
      wanted = now;
      consoleVt = now.consoleVt;
      screens.setPolicy(now.scale);
      inputs.use(now).catch(failed);
      if (isNew) askForSize();
    },
  });
  late.viewer = viewer;
  const vtSwitch = createVtSwitch({
    ...{ system, poller, sys, vt, failed },
    console: () => consoleVt,
    begin: () => {
      inputs.grab(true);
      stage.front();
    },
    end: () => {
      stage.left();
      inputs.grab(false);
    },
    // Who comes or goes by other ways than ours means it.
    turned: (side) => viewer.show(side),
  });
  await inputs.use(atFirst);
  viewer.start(atFirst.splash);
  viewer.setOutputs(screens.list(), screens.monitors());
  return {
    want: (now) => viewer.want(now),
    show: (what) => viewer.show(what),
    async stop() {
      viewer.stop();
      inputs.close();
      vtSwitch.close();
      screens.close();
      vt.close();
      await poller.stop();
    },
  };
}
