import {
  type GuestState,
  plainText,
  type Screenshot,
  type ScreenText,
  screenshot,
} from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import { oneAtATime } from '../../engine/one-at-a-time.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Slice } from '../../engine/slice.ts';
import type { Picture } from '../../host/take-screenshot.ts';
import { decodePng } from './decode-png.ts';
import type { Font } from './model.ts';
import { parseFont } from './parse-font.ts';
import { toText } from './to-text.ts';

export interface ScreenshotOptions {
  clock: Clock;
  guestState(): GuestState;
  /** Throws an OperatorError, or a RangeError for more than so many bytes. */
  take(mostBytes: number): Promise<Picture>;
  /** The VGA BIOS that the guest has, too: its font is what screens of text are drawn with. */
  readVgaBios(): Promise<Uint8Array | undefined>;
}

/** An answer may have 32 MiB, and base64 makes four of three. A noisy picture of 2560x1600 is as large. */
const mostBytes = 20 * 1024 * 1024;
/** Larger screens of text are none that a PC's font is drawn on without being scaled. */
const mostTextPixels = 1920 * 1200;
/** What has less of it is a picture that looks like a letter here and there. */
const leastKnown = 0.5;

type Routes = 'guest.screenshot' | 'guest.screen-text';

/** Pictures of the guest's display, and what they say, one at a time: QEMU stands still while it makes one. */
export class ScreenshotSlice implements Slice<Routes> {
  readonly #options: ScreenshotOptions;
  readonly #take: () => Promise<Picture>;
  #font: Promise<Font | undefined> | undefined;

  constructor(options: ScreenshotOptions) {
    this.#options = options;
    this.#take = oneAtATime(() => this.#takeNow());
  }

  readonly handlers: Slice<Routes>['handlers'] = {
    'guest.screenshot': () => this.#show(),
    'guest.screen-text': () => this.#read(),
  };

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  async #show(): Promise<Screenshot> {
    const { mime, bytes } = await this.#take();
    const parsed = screenshot.shape.mime.safeParse(mime);
    if (!parsed.success)
      throw new OperatorError('guest.no-picture', 'QEMU gives the picture in a format that is not known');
    return { mime: parsed.data, time: this.#now(), base64: Buffer.from(bytes).toString('base64') };
  }

  async #read(): Promise<ScreenText> {
    this.#font ??= this.#readFont();
    const font = await this.#font;
    const pixels = await decodePng((await this.#take()).bytes, mostTextPixels);
    if (font === undefined || pixels === undefined)
      throw new OperatorError('guest.no-text', 'The picture of the display cannot be read', {
        hint: 'bezel guest screenshot writes it as it is',
      });
    const { lines, cells, known } = toText(pixels, font);
    return {
      ...{ time: this.#now(), width: pixels.width, height: pixels.height, cells, known },
      lines: known < cells * leastKnown ? [] : lines.map(plainText),
    };
  }

  async #readFont(): Promise<Font | undefined> {
    const rom = await this.#options.readVgaBios();
    return rom === undefined ? undefined : parseFont(rom);
  }

  async #takeNow(): Promise<Picture> {
    const { guestState, take } = this.#options;
    if (['absent', 'off'].includes(guestState()))
      throw new OperatorError('guest.not-running', 'The guest is off: its display shows nothing', {
        status: 404,
      });
    return await take(mostBytes).catch((cause: unknown) => {
      if (!(cause instanceof RangeError)) throw cause;
      throw new OperatorError('guest.picture-too-large', `The picture has more than ${mostBytes} bytes`, {
        hint: 'A smaller resolution in the guest makes it smaller',
      });
    });
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }
}
