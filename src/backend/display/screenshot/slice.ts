import {
  type GuestState,
  plainText,
  type RouteInput,
  routes,
  type Screenshot,
  type ScreenText,
  screenshot,
  type Thumbnail,
} from '../../../contract/index.ts';
import type { Clock } from '../../engine/clock.ts';
import { inTurns } from '../../engine/in-turns.ts';
import { OperatorError } from '../../engine/operator-error.ts';
import type { Slice } from '../../engine/slice.ts';
import type { Picture } from '../../host/take-screenshot.ts';
import { decodePng } from './decode-png.ts';
import { LastPicture, type Shot } from './last-picture.ts';
import type { Font, Pixels } from './model.ts';
import { parseFont } from './parse-font.ts';
import { type SaverOptions, ScreenshotSaver } from './saver.ts';
import { readBest } from './to-text.ts';
import { planThumbnail, toThumbnail } from './to-thumbnail.ts';

export interface ScreenshotOptions {
  clock: Clock;
  guestState(): GuestState;
  /** Throws an OperatorError, or a RangeError for more than so many bytes. */
  take(mostBytes: number): Promise<Picture>;
  /** Of the VGA BIOS that the guest has, too, and of the console of Linux. */
  readFonts(): Promise<Uint8Array[]>;
  /** How pictures are saved on USB disks. */
  saving: Omit<SaverOptions, 'take'>;
}

/** An answer may have 32 MiB, and base64 makes four of three. A noisy picture of 2560x1600 is as large. */
const mostBytes = 20 * 1024 * 1024;
/** Larger screens of text are none that a PC's font is drawn on without being scaled. */
const mostTextPixels = 1920 * 1200;
/** Five bytes for each are in memory while it is read. */
const mostPixels = 3840 * 2160;
/** What has less of it is a picture that looks like a letter here and there. */
const leastKnown = 0.5;

type Routes = 'guest.screenshot' | 'guest.screenshot-save' | 'guest.screen-text' | 'guest.thumbnail';

/** Pictures of the guest's display, what they say, and what they look like from afar. */
export class ScreenshotSlice implements Slice<Routes> {
  readonly #options: ScreenshotOptions;
  readonly #pictures: LastPicture;
  readonly #saver: ScreenshotSaver;
  #fonts: Promise<Font[]> | undefined;

  constructor(options: ScreenshotOptions) {
    this.#options = options;
    this.#pictures = new LastPicture({
      clock: options.clock,
      take: () => this.#takeNow(),
      decode: (bytes) => decodePng(bytes, mostPixels),
    });
    this.#saver = new ScreenshotSaver({ ...options.saving, take: () => this.#takeKnown() });
  }

  readonly handlers: Slice<Routes>['handlers'] = {
    'guest.screenshot': () => this.#show(),
    'guest.screenshot-save': ({ body }, by) => this.#saver.submit(body, by),
    'guest.screen-text': () => this.#read(),
    'guest.thumbnail': ({ query }) => this.#scale(query),
  };

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    this.#pictures.forget();
  }

  async #show(): Promise<Screenshot> {
    const { mime, bytes, time } = await this.#takeKnown();
    return { mime, time: time.toISOString(), base64: Buffer.from(bytes).toString('base64') };
  }

  async #takeKnown(): Promise<Shot & Pick<Screenshot, 'mime'>> {
    const shot = await this.#pictures.takeNew();
    const parsed = screenshot.shape.mime.safeParse(shot.mime);
    if (parsed.success) return { ...shot, mime: parsed.data };
    throw new OperatorError('guest.no-picture', 'QEMU gives the picture in a format that is not known');
  }

  async #read(): Promise<ScreenText> {
    this.#fonts ??= this.#readFonts();
    const fonts = await this.#fonts;
    const shot = await this.#pictures.takeRecent();
    const pixels = await shot.readPixels();
    if (fonts.length === 0 || pixels === undefined || pixels.width * pixels.height > mostTextPixels)
      throw new OperatorError('guest.no-text', 'The picture of the display cannot be read', {
        hint: 'bezel guest screenshot writes it as it is',
      });
    const { lines, cells, known } = readBest(pixels, fonts);
    return {
      ...{ time: shot.time.toISOString(), width: pixels.width, height: pixels.height, cells, known },
      lines: known < cells * leastKnown ? [] : lines.map(plainText),
    };
  }

  async #scale(most: RouteInput<'guest.thumbnail'>['query']): Promise<Thumbnail> {
    const shot = await this.#pictures.takeRecent();
    const picture = await readPicture(shot);
    const size = planThumbnail(picture, routes['guest.thumbnail'].query.parse(most));
    const { width, height, rgb } = await inTurns(toThumbnail(picture, size));
    return {
      ...{ time: shot.time.toISOString(), picture: { width: picture.width, height: picture.height } },
      ...{ width, height, base64: Buffer.from(rgb).toString('base64') },
    };
  }

  async #readFonts(): Promise<Font[]> {
    return (await this.#options.readFonts()).map(parseFont).filter((font) => font !== undefined);
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
}

async function readPicture(shot: Shot): Promise<Pixels> {
  const pixels = await shot.readPixels();
  if (pixels !== undefined) return pixels;
  throw new OperatorError('guest.no-thumbnail', 'The picture of the display cannot be scaled down', {
    hint: 'bezel guest screenshot writes it as it is; up to 3840x2160 pixels in PNG are scaled',
  });
}
