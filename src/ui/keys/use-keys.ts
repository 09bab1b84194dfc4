import { createContext, use, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { KeyRegistry } from './registry.ts';
import type { Handlers, Hint, KeyTable, Level } from './table.ts';

export const KeyContext = createContext<KeyRegistry | undefined>(undefined);

function useRegistry(): KeyRegistry {
  const registry = use(KeyContext);
  if (registry === undefined) throw new Error('a component that has keys needs a KeyContext around it');
  return registry;
}

interface Options {
  level: Level;
  onText?: ((character: string) => void) | undefined;
}

/**
 * Puts a table in force while the component is mounted. An entry whose handler is `undefined` is not allowed now: it neither fires
 * nor shows.
 */
export function useKeys<T extends KeyTable>(
  table: T,
  handlers: Handlers<T>,
  { level, onText }: Options,
): void {
  const registry = useRegistry();
  const id = useRef<symbol>(undefined);
  id.current ??= Symbol('keys');
  const own = id.current;
  // Handlers are new with every render; the registry tells its listeners only when the hints differ.
  useLayoutEffect(() => registry.set(own, { level, table, handlers, onText }));
  useLayoutEffect(() => () => registry.remove(own), [registry, own]);
}

/** What the footer shows now. */
export function useHints(): readonly Hint[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.hints);
}
