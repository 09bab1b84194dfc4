import { useRef, useSyncExternalStore } from 'react';
import { share } from './share.ts';
import type { State, Store } from './store.ts';

/**
 * What `selector` takes from the store's state; the component renders again when that changes. The selector may build new arrays
 * and objects: parts that stay equal stay identical.
 */
export function useStore<T>(store: Store, selector: (state: State) => T): T {
  const last = useRef<{ value: T } | undefined>(undefined);
  return useSyncExternalStore(store.subscribe, () => {
    const value = share(last.current?.value, selector(store.getState()));
    last.current = { value };
    return value;
  });
}
