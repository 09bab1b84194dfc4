import { findHandler, type Hint, type Layer, toHints } from './table.ts';

/** Which tables of keys are in force. Lives outside React: components put their layers in, the terminal asks. */
export interface KeyRegistry {
  /** Puts a layer in, or replaces it. */
  set(id: symbol, layer: Layer): void;
  remove(id: symbol): void;
  /** Does what the key does now. Returns whether that is anything. */
  press(key: string): boolean;
  hints(): readonly Hint[];
  /** Calls `listener` when the hints have changed; the returned function ends that. */
  subscribe(listener: () => void): () => void;
}

export function createKeyRegistry(): KeyRegistry {
  const layers = new Map<symbol, Layer>();
  const listeners = new Set<() => void>();
  let hints: readonly Hint[] = [];

  const update = () => {
    const next = toHints([...layers.values()]);
    const same =
      next.length === hints.length &&
      next.every(({ keys, label }, i) => keys === hints[i]?.keys && label === hints[i]?.label);
    if (same) return;
    hints = next;
    for (const listener of [...listeners]) listener();
  };

  return {
    set: (id, layer) => {
      layers.set(id, layer);
      update();
    },
    remove: (id) => {
      layers.delete(id);
      update();
    },
    press: (key) => {
      const handler = findHandler([...layers.values()], key);
      handler?.();
      return handler !== undefined;
    },
    hints: () => hints,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
