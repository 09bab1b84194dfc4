import type { Clock } from '../../engine/clock.ts';
import { oneAtATime } from '../../engine/one-at-a-time.ts';
import type { Picture } from '../../host/take-screenshot.ts';
import type { Pixels } from './model.ts';

/** A picture of the display, and when it was taken. */
export interface Shot extends Picture {
  time: Date;
  /** What is in it; `undefined` for one that cannot be read. */
  readPixels(): Promise<Pixels | undefined>;
}

export interface LastPictureOptions {
  clock: Clock;
  take(): Promise<Picture>;
  decode(bytes: Uint8Array): Promise<Pixels | undefined>;
}

/** For so long a picture is as good as a new one, to whoever looks by the second. */
const RECENT_MS = 1000;
/** Whoever looks again and again does so sooner than that. */
const KEEP_MS = 30_000;

/**
 * Pictures of the display, taken one at a time. The guest stands still while QEMU makes one: all seats that look within a moment share it. One that is the
 * same as the one before is not decoded again.
 */
export class LastPicture {
  readonly #options: LastPictureOptions;
  readonly #takeInTurn: () => Promise<Shot>;
  #last: Shot | undefined;
  #underWay: Promise<Shot> | undefined;
  #forgetting = () => {};

  constructor(options: LastPictureOptions) {
    this.#options = options;
    this.#takeInTurn = oneAtATime(() => this.#take());
  }

  /** A picture that is taken after this call. */
  takeNew(): Promise<Shot> {
    const shot = this.#takeInTurn();
    this.#underWay = shot;
    const end = () => {
      if (this.#underWay === shot) this.#underWay = undefined;
    };
    shot.then(end, end);
    return shot;
  }

  /** A picture of this moment: the one that is under way, or was taken just now. */
  async takeRecent(): Promise<Shot> {
    if (this.#underWay !== undefined) return await this.#underWay;
    const age = this.#last === undefined ? undefined : this.#now() - this.#last.time.getTime();
    // Whoever sets the clock back makes it look younger than it is.
    if (this.#last !== undefined && age !== undefined && age >= 0 && age < RECENT_MS) return this.#last;
    return await this.takeNew();
  }

  forget(): void {
    this.#forgetting();
    this.#last = undefined;
  }

  async #take(): Promise<Shot> {
    const { clock, take, decode } = this.#options;
    const { mime, bytes } = await take();
    const before = this.#last;
    let pixels: Promise<Pixels | undefined> | undefined;
    const isSame = before !== undefined && Buffer.compare(before.bytes, bytes) === 0;
    const readPixels = isSame
      ? before.readPixels
      : () => {
          pixels ??= decode(bytes);
          return pixels;
        };
    this.forget();
    this.#last = { mime, bytes, time: clock.now(), readPixels };
    this.#forgetting = clock.after(KEEP_MS, () => this.forget());
    return this.#last;
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}
