import type { SceneName, Told, View, Wanted } from '../control/model.ts';
import type { Monitor } from '../framebuffer/monitors.ts';
import type { ScreenFacts } from '../framebuffer/screens.ts';
import type { Inputs } from '../input/inputs.ts';
import type { Rect, Surface } from '../surface.ts';
import { Blanking } from './blanking.ts';
import type { GuestInput } from './guest-input.ts';
import { isPlaceholder, isWhole } from './placeholder.ts';
import { planScene, type Scene } from './plan-scene.ts';
import type { Remote } from './remote.ts';
import type { Stage } from './stage.ts';

export interface ViewerOptions {
  stage: Pick<Stage, 'show' | 'paint' | 'blank'>;
  inputs: Pick<Inputs, 'releaseAll'>;
  guest: Pick<GuestInput, 'setState' | 'setPicture' | 'setScreen' | 'stop'>;
  remote: Pick<Remote, 'follow' | 'pause'>;
  /** The vendor's picture; undefined: there is none that can be read. */
  readSplash(path: string): Promise<Surface | undefined>;
  /** What was shown when the viewer was here the last time since the boot. */
  view: View | undefined;
  /** Keeps it for the next one. */
  keepView(view: View): void;
  onWanted(wanted: Wanted): void;
  onTold(told: Told): void;
}

/** Decides what is on the monitors, and who hears what is typed. */
export class Viewer {
  readonly #options: ViewerOptions;
  readonly #blanking: Blanking;
  #wanted: Wanted | undefined;
  #view: View;
  #chosen: boolean;
  #surface: Surface | undefined;
  #hasPicture = false;
  #scene: Scene | undefined;
  #splash: { path: string; surface: Surface | undefined } | undefined;
  #failure: string | undefined;
  #outputs: readonly ScreenFacts[] = [];
  #connectors: Told['connectors'] = [];
  #devices: readonly string[] = [];
  #ticking: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: ViewerOptions) {
    this.#options = options;
    this.#view = options.view ?? 'guest';
    this.#chosen = options.view !== undefined;
    this.#blanking = new Blanking((off) => options.stage.blank(off));
  }

  /** With the splash that is shown until somebody has said what he wants. */
  start(splash: string): void {
    void this.#readSplash(splash);
    this.#update();
  }

  /** Nothing is drawn any more: the terminal may be somebody else's. */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#ticking);
    this.#options.guest.stop();
    this.#blanking.set(0);
    this.#options.remote.follow(undefined);
  }

  want(wanted: Wanted): void {
    // As long as the guest hears of it.
    if (wanted.viewOnly) this.#options.inputs.releaseAll();
    this.#wanted = wanted;
    if (!this.#chosen) this.#view = wanted.first;
    this.#options.onWanted(wanted);
    this.#options.remote.follow(wanted.vnc);
    if (this.#splash?.path !== wanted.splash) void this.#readSplash(wanted.splash);
    this.#update();
  }

  show(view: View): void {
    this.#chosen = true;
    this.#view = view;
    this.#options.keepView(view);
    this.#blanking.wake();
    this.#update();
  }

  /** The hot-key goes to what is not there now. */
  toggle(): void {
    this.show(this.#scene?.kind === 'console' ? 'guest' : 'console');
  }

  setPicture(surface: Surface | undefined): void {
    this.#surface = surface;
    // Until the first update there is nothing in it.
    if (surface === undefined) this.#hasPicture = false;
    this.#options.guest.setPicture(surface);
    if (this.#scene?.kind === 'picture') this.#draw(this.#scene);
    this.#update();
  }

  updated(rects: readonly Rect[]): void {
    const surface = this.#surface;
    if (surface === undefined) return;
    this.#blanking.wake();
    const isNothing = isWhole(surface, rects) && isPlaceholder(surface);
    if (!this.#hasPicture && !isNothing) {
      this.#hasPicture = true;
      this.#update();
      return;
    }
    // A guest that has switched its display off has a black one.
    if (isNothing) surface.pixels.fill(0);
    if (this.#scene?.kind === 'picture') this.#options.stage.paint(rects);
  }

  /** Somebody is there: monitors that were switched off are on again. */
  wake(): void {
    this.#blanking.wake();
  }

  setFailure(message: string | undefined): void {
    this.#failure = message;
    this.#tell();
  }

  setOutputs(outputs: readonly ScreenFacts[], monitors: readonly Monitor[]): void {
    this.#outputs = outputs;
    this.#connectors = toConnectors(monitors);
    this.#options.guest.setScreen(outputs[0]);
    if (this.#scene?.kind === 'splash' || this.#scene?.kind === 'message') this.#draw(this.#scene);
    this.#tell();
  }

  setDevices(names: readonly string[]): void {
    this.#devices = names;
    this.#tell();
  }

  async #readSplash(path: string): Promise<void> {
    this.#splash = { path, surface: undefined };
    const surface = await this.#options.readSplash(path);
    if (this.#splash.path !== path) return;
    this.#splash = { path, surface };
    if (this.#scene?.kind === 'splash') this.#draw(this.#scene);
  }

  #update(): void {
    if (this.#isStopped) return;
    const { inputs, remote } = this.#options;
    const before = this.#scene;
    const scene = planScene({ view: this.#view, wanted: this.#wanted, hasPicture: this.#hasPicture });
    if (JSON.stringify(scene) !== JSON.stringify(before)) {
      // No key that is held stays pressed in the guest, which hears of it as long as it is shown.
      if (before?.kind === 'picture') inputs.releaseAll();
      this.#scene = scene;
      const isConsole = scene.kind === 'console';
      this.#draw(scene);
      remote.pause(isConsole);
      clearInterval(this.#ticking);
      if (scene.kind === 'message' && scene.until !== undefined)
        this.#ticking = setInterval(() => this.#draw(scene), 1000);
    }
    this.#options.guest.setState(scene.kind === 'picture', this.#wanted?.viewOnly !== true);
    this.#blanking.set(this.#scene?.kind === 'console' ? 0 : (this.#wanted?.blankAfterS ?? 0));
    this.#tell();
  }

  #draw(scene: Scene): void {
    if (this.#isStopped) return;
    const { stage } = this.#options;
    if (scene.kind === 'console') stage.show({ kind: 'console' });
    else if (scene.kind === 'message') stage.show({ kind: 'text', message: scene });
    else {
      const surface = scene.kind === 'picture' ? this.#surface : this.#splash?.surface;
      stage.show(
        surface === undefined ? { kind: 'text', message: { text: '' } } : { kind: 'picture', surface },
      );
    }
  }

  #tell(): void {
    const surface = this.#hasPicture ? this.#surface : undefined;
    const scene: SceneName = this.#scene?.kind ?? 'console';
    this.#options.onTold({
      ...{ view: this.#view, scene, connectors: this.#connectors, inputs: [...this.#devices] },
      ...(surface === undefined ? {} : { picture: { width: surface.width, height: surface.height } }),
      outputs: this.#outputs.map(({ name, width, height, bitsPerPixel }) => ({
        name,
        width,
        height,
        bitsPerPixel,
      })),
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    });
  }
}

/** Those whose driver can tell. */
const toConnectors = (monitors: readonly Monitor[]): Told['connectors'] =>
  monitors.flatMap(({ name, connected }) => (connected === undefined ? [] : [{ name, connected }]));
