type Listener<D> = (data: D) => void;

/**
 * Tells listeners what happened, at once and in the order in which they came. A listener that throws is reported and hurts nobody else;
 * one that subscribes or leaves while a message is delivered takes effect from the next message on.
 */
export class Bus<T extends object> {
  readonly #listeners = new Map<keyof T, Set<Listener<never>>>();
  readonly #onFailure: (topic: keyof T, error: unknown) => void;

  constructor(onFailure: (topic: keyof T, error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Subscribes to one topic; the returned function ends it. */
  on<K extends keyof T>(topic: K, listener: Listener<T[K]>): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    // A wrapper of its own lets the same function subscribe twice.
    const own: Listener<T[K]> = (data) => listener(data);
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  publish<K extends keyof T>(topic: K, data: T[K]): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])] as Listener<T[K]>[]) {
      try {
        listener(data);
      } catch (error) {
        this.#onFailure(topic, error);
      }
    }
  }
}
