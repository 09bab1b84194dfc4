/**
 * What was read of devices, by the kernel's names of them, for as long as nothing is told of them. `mark`: what the kernel says anew of each that takes
 * the name, so that a reading is never taken for one of another device.
 */
export class KeptReadings<T> {
  #kept = new Map<string, { mark: string; value: T }>();
  #forgotten = 0;

  /** What was read of it; else what `read` does now, which is kept where it is something and nothing was told meanwhile. */
  async of(name: string, mark: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const kept = this.#kept.get(name);
    if (kept !== undefined && kept.mark === mark) return kept.value;
    const before = this.#forgotten;
    const value = await read();
    if (value !== undefined && before === this.#forgotten) this.#kept.set(name, { mark, value });
    return value;
  }

  /** To be called when something is told of devices of these names, and without names when it may have been of any. */
  forget(names?: readonly string[]): void {
    this.#forgotten += 1;
    if (names === undefined) this.#kept.clear();
    else for (const name of names) this.#kept.delete(name);
  }
}
