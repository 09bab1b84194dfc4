import type { Pointer } from '../framebuffer/pointer.ts';
import type { ScreenFacts } from '../framebuffer/screens.ts';
import { toPicturePoint } from '../framebuffer/to-picture-point.ts';
import type { KeyEvent } from '../input/inputs.ts';
import type { Key } from '../rfb/connection.ts';
import type { Cursor } from '../rfb/listener.ts';
import type { Surface } from '../surface.ts';
import { Nudging } from './nudging.ts';
import { PointerState } from './pointer.ts';
import type { Remote } from './remote.ts';

export interface GuestInputOptions {
  remote: Pick<Remote, 'connection'>;
  /** What a key of Linux is called in RFB. */
  toKey(code: number, down: boolean): Key | undefined;
  /** Draws the pointer over the picture, or none. */
  setPointer(pointer: Pointer | undefined): void;
  /** Somebody is there. */
  onActivity(): void;
}

/** Brings the box's keys and movements to the guest while that is on the monitor and may be worked with, and draws its pointer. */
export class GuestInput {
  readonly #options: GuestInputOptions;
  readonly #pointer = new PointerState();
  readonly #nudging: Nudging;
  #cursor: Cursor | undefined;
  #screen: ScreenFacts | undefined;
  #isShown = false;
  #isHeard = false;

  constructor(options: GuestInputOptions) {
    this.#options = options;
    this.#nudging = new Nudging(() => this.#withGuest((connection) => this.#pointer.nudge(connection)));
  }

  stop(): void {
    this.#nudging.stop();
  }

  /** Whether the guest is on the monitor, and whether it hears what is typed there. */
  setState(isShown: boolean, isHeard: boolean): void {
    this.#isShown = isShown;
    this.#isHeard = isHeard;
    this.#nudging.active(isShown && isHeard);
    this.#draw();
  }

  setPicture(surface: Surface | undefined): void {
    if (surface === undefined) this.#cursor = undefined;
    else this.#pointer.resize(surface.width, surface.height);
  }

  /** The monitor that tablets and fingers point at: the first, where there are several. */
  setScreen(screen: ScreenFacts | undefined): void {
    this.#screen = screen;
  }

  setCursor(cursor: Cursor | undefined): void {
    this.#cursor = cursor;
    this.#draw();
  }

  setAbsolute(absolute: boolean): void {
    this.#pointer.absolute = absolute;
    this.#draw();
  }

  key({ code, down }: KeyEvent): void {
    this.#options.onActivity();
    this.#withGuest((connection) => {
      const key = this.#options.toKey(code, down);
      if (key === undefined) return;
      connection.key(key, down);
      this.#nudging.afterKey();
    });
  }

  motion({ dx, dy }: { dx: number; dy: number }): void {
    this.#point((connection) => this.#pointer.motion(dx, dy, connection));
  }

  /** A share of the monitor. */
  position(share: { x: number; y: number }): void {
    const screen = this.#screen;
    if (screen?.placement === undefined) return;
    const { x, y } = toPicturePoint(screen.placement, screen, share);
    this.#point((connection) => this.#pointer.position(x, y, connection));
  }

  buttons(mask: number): void {
    this.#point((connection) => this.#pointer.buttons(mask, connection));
  }

  #point(move: (connection: NonNullable<Remote['connection']>) => void): void {
    this.#options.onActivity();
    this.#withGuest((connection) => {
      move(connection);
      this.#nudging.touch();
      this.#draw();
    });
  }

  #withGuest(act: (connection: NonNullable<Remote['connection']>) => void): void {
    const { connection } = this.#options.remote;
    if (connection !== undefined && this.#isShown && this.#isHeard) act(connection);
  }

  /** A guest with a mouse draws its pointer itself. */
  #draw(): void {
    const image = this.#cursor;
    const isOurs = image !== undefined && this.#pointer.absolute && this.#isShown;
    this.#options.setPointer(isOurs ? { image, ...this.#pointer.place } : undefined);
  }
}
