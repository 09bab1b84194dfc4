import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Surface } from '../surface.ts';
import { createLookAgain } from '../system/look-again.ts';
import type { Poller } from '../system/poller.ts';
import { errorCode } from '../system/system.ts';
import { watchFolder } from '../system/watch-folder.ts';
import { watchUevents } from '../system/watch-uevents.ts';
import type { Monitor } from './monitors.ts';
import type { Pointer } from './pointer.ts';
import { listMonitors } from './read-monitors.ts';
import { writeBlank } from './read-screen-info.ts';
import { closeScreen, type Machine, readScreen, type Screen } from './screen-set.ts';
import type { ScreenFacts, Screens, ScreensOptions } from './screens.ts';

/** Opens all framebuffers that there are, and follows those that come and go, and monitors that are plugged in. */
export async function openScreens(
  machine: Machine,
  poller: Poller,
  options: ScreensOptions,
): Promise<Screens> {
  const { system, dev, sys } = machine;
  let { policy } = options;
  let screens: readonly Screen[] = [];
  let surface: Surface | undefined;
  let pointer: Pointer | undefined;
  let active = false;
  let monitors: readonly Monitor[] = [];
  let closed = false;
  let isBlank = false;

  /** One that fails is left out until something is told of it; the others go on. */
  function each(work: (screen: Screen) => void, which = screens): void {
    for (const screen of which.filter(({ isOpen }) => isOpen)) {
      try {
        work(screen);
      } catch (error) {
        closeScreen(system, screen);
        screens = screens.filter(({ isOpen }) => isOpen);
        options.failed(new Error(`${screen.name}: ${(error as Error).message}`, { cause: error }));
        options.changed(list());
      }
    }
  }

  function showOn(which: readonly Screen[]): void {
    if (!active) return;
    each((screen) => {
      screen.framebuffer.setPointer(pointer);
      screen.framebuffer.show(surface, screen.visible, policy);
    }, which);
  }

  function list(): ScreenFacts[] {
    return screens.map(({ name, framebuffer: { info, placement }, visible }) => ({
      name,
      driver: info.driver,
      width: visible.width,
      height: visible.height,
      bitsPerPixel: info.bitsPerPixel,
      placement,
    }));
  }

  async function look(): Promise<void> {
    const names: string[] = await readdir(join(sys, 'class/graphics')).catch(() => []);
    const before = screens;
    const connectors = await listMonitors(sys);
    const found: Screen[] = [];
    for (const name of names.filter((each) => /^fb\d+$/.test(each)).sort()) {
      const known = before.find((screen) => screen.name === name);
      const screen = await readScreen(machine, name, connectors, known, options.failed);
      if (screen) found.push(screen);
    }
    for (const screen of before) {
      if (!names.includes(screen.name)) closeScreen(system, screen);
    }
    if (closed) {
      for (const screen of found) closeScreen(system, screen);
      return;
    }
    screens = found.filter(({ isOpen }) => isOpen);
    const fresh = screens.filter((screen) => !before.includes(screen));
    showOn(fresh);
    const isSame = JSON.stringify(connectors) === JSON.stringify(monitors);
    monitors = connectors;
    if (!isSame || fresh.length > 0 || screens.length !== before.length) options.changed(list());
  }

  const lookAgain = createLookAgain(look);
  function blank(off: boolean): void {
    isBlank = off;
    for (const { name, fd } of screens) {
      try {
        writeBlank(system, fd, off);
      } catch (error) {
        // A driver that can't do it says so by EINVAL: the picture stays.
        if (errorCode(error) === 'EINVAL') continue;
        options.failed(new Error(`${name}: ${(error as Error).message}`, { cause: error }));
      }
    }
  }

  const wake = () => void lookAgain().catch((error: Error) => options.failed(error));
  const stops = [
    watchUevents(system, poller, {
      told: ({ subsystem }) => {
        if (subsystem === 'drm' || subsystem === 'graphics') wake();
      },
      missed: wake,
    }),
    watchFolder(dev, wake, options.failed),
  ];
  await lookAgain();

  return {
    list,
    monitors: () => monitors,
    show(next) {
      surface = next;
      showOn(screens);
    },
    paint(rects) {
      if (active) each(({ framebuffer }) => framebuffer.paint(rects));
    },
    setPointer(next) {
      pointer = next;
      if (active) each(({ framebuffer }) => framebuffer.setPointer(next));
    },
    setPolicy(next) {
      if (next === policy) return;
      policy = next;
      showOn(screens);
    },
    setActive(next) {
      active = next;
      showOn(screens);
      // While somebody else had the monitors, they may have got another mode.
      if (next) wake();
    },
    blank,
    close() {
      if (closed) return;
      if (isBlank) blank(false);
      closed = true;
      for (const stop of stops) stop();
      for (const screen of screens) closeScreen(system, screen);
      screens = [];
    },
  };
}
