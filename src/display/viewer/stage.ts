import type { Message } from '../control/model.ts';
import type { Screens } from '../framebuffer/screens.ts';
import type { Rect, Surface } from '../surface.ts';
import type { Vt } from '../vt/vt.ts';
import type { VtSwitch } from '../vt/vt-switch.ts';
import { renderMessage } from './render-message.ts';

/** Our terminal as a place for text. */
export interface Page {
  size(): { columns: number; rows: number };
  write(text: string): void;
}

export type Show =
  | { kind: 'picture'; surface: Surface }
  | { kind: 'text'; message: Message }
  | { kind: 'console' };

export interface StageOptions {
  vt: Pick<Vt, 'setGraphics'>;
  screens: Pick<Screens, 'show' | 'paint' | 'setActive' | 'blank'>;
  page: Page;
  now(): Date;
  /** Brings our terminal to the front, or the console's; `front` and `left` tell when that is so. */
  want(side: VtSwitch['wanted']): void;
}

/** The box's monitors: a picture, a line of text, or the terminal of the console is on them. */
export class Stage {
  readonly #options: StageOptions;
  #show: Show = { kind: 'console' };
  #inFront = false;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  show(show: Show): void {
    const before = this.#show;
    this.#show = show;
    if (show.kind === 'console') {
      this.#options.want('console');
      return;
    }
    if (show.kind === 'picture') this.#options.screens.show(show.surface);
    this.#options.want('guest');
    if (this.#inFront && (show.kind === 'text' || show.kind !== before.kind)) this.#apply();
  }

  paint(rects: readonly Rect[]): void {
    this.#options.screens.paint(rects);
  }

  blank(off: boolean): void {
    this.#options.screens.blank(off);
  }

  /** Our terminal is in front: what is to be seen can be. */
  front(): void {
    this.#inFront = true;
    this.#apply();
  }

  /** Another terminal comes to the front, or is there. */
  left(): void {
    this.#inFront = false;
    this.#options.screens.setActive(false);
  }

  #apply(): void {
    const { vt, screens, page, now } = this.#options;
    const show = this.#show;
    if (show.kind === 'console') return;
    const isPicture = show.kind === 'picture';
    if (!isPicture) screens.setActive(false);
    vt.setGraphics(isPicture);
    if (isPicture) screens.setActive(true);
    else page.write(renderMessage(show.message, page.size(), now()));
  }
}
