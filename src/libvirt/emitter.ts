import { EventEmitter } from 'node:events';

type Events = Record<string, readonly unknown[]>;
type Listener = (...args: unknown[]) => unknown;

/**
 * An EventEmitter in which a listener that throws, or whose promise rejects, hurts neither its emitter nor the listeners
 * after it: the failure goes to `listenerError` listeners, or becomes a process warning when there are none.
 */
export class SafeEmitter<E extends Events> extends EventEmitter<
  { [K in keyof E]: [...E[K]] } & { listenerError: [unknown] }
> {
  protected dispatch<K extends keyof E & string>(name: K, ...args: E[K]): void {
    for (const listener of this.#listenersOf(name)) this.#run(listener, args);
  }

  /** Raw, so that `once` listeners remove themselves. */
  #listenersOf(name: string): readonly Listener[] {
    return (this as EventEmitter).rawListeners(name) as Listener[];
  }

  #run(listener: Listener, args: readonly unknown[]): void {
    try {
      const result = Reflect.apply(listener, this, [...args]);
      if (result instanceof Promise) result.catch((error: unknown) => this.#report(error));
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error: unknown): void {
    const listeners = this.#listenersOf('listenerError');
    try {
      for (const listener of listeners) Reflect.apply(listener, this, [error]);
      if (listeners.length > 0) return;
    } catch {
      // A reporter that fails leaves the warning.
    }
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
