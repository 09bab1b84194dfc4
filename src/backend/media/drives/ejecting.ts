import type { BoxDrive } from './model.ts';

/** What came of ejecting, drive by drive: of this backend's life only, since another attempt tells it anew. */
export class Ejecting {
  readonly #out = new Map<string, { disc: number | undefined; isDone: boolean }>();
  readonly #held = new Map<string, { why: string; disc: number | undefined }>();
  readonly #requests = new Map<string, string | undefined>();

  /** It is being ejected, or has been: the guest's own drive gets no disc until there is another one. */
  isOut({ id, discNumber }: Pick<BoxDrive, 'id' | 'discNumber'>): boolean {
    const out = this.#out.get(id);
    return out !== undefined && out.disc === discNumber;
  }

  /** It has been. */
  isEjected(drive: Pick<BoxDrive, 'id' | 'discNumber'>): boolean {
    return this.isOut(drive) && this.#out.get(drive.id)?.isDone === true;
  }

  /** Why it did not open, when it was told to. */
  whyHeld({ id, discNumber }: Pick<BoxDrive, 'id' | 'discNumber'>): string | undefined {
    const held = this.#held.get(id);
    return held?.disc === discNumber ? held?.why : undefined;
  }

  begin({ id, discNumber }: BoxDrive): void {
    this.#out.set(id, { disc: discNumber, isDone: false });
    this.#held.delete(id);
  }

  /** `isKnown`: whether the box sees what is in it, and so when there is another disc. */
  done({ id, discNumber }: BoxDrive, { isKnown }: { isKnown: boolean }): void {
    if (isKnown) this.#out.set(id, { disc: discNumber, isDone: true });
    else this.forget(id);
  }

  refuse({ id, discNumber }: BoxDrive, why: string): void {
    this.#out.delete(id);
    this.#held.set(id, { why, disc: discNumber });
  }

  /** Nobody waits for it any more, another drive is in its place, or the disc is given again. */
  forget(id: string): void {
    this.#out.delete(id);
    this.#held.delete(id);
  }

  /** Whether its button was pressed since the last look. What was pressed before the first one has been answered, or nobody waits any more. */
  takePress({ id, request }: Pick<BoxDrive, 'id' | 'request'>): boolean {
    const isNew = this.#requests.has(id) && request !== undefined && this.#requests.get(id) !== request;
    this.#requests.set(id, request);
    return isNew;
  }

  /** Forgets drives that are not there. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of [...this.#out.keys(), ...this.#held.keys()]) if (!ids.has(id)) this.forget(id);
    for (const id of [...this.#requests.keys()]) if (!ids.has(id)) this.#requests.delete(id);
  }
}
