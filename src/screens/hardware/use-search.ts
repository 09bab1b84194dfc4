import { useMemo, useReducer } from 'react';
import type { HardwareSection } from '../../client/hardware/model.ts';
import { indexHardware, type Place, searchHardware } from '../../client/hardware/search.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { searchKeys } from './keys.ts';
import { type Search, type SearchAction, toMatch, toSearch } from './search-state.ts';

export interface Searching {
  search: Search | undefined;
  places: readonly Place[];
  /** Index of the place that is shown; `undefined` where there is none. */
  at: number | undefined;
  place: Place | undefined;
  act(action: SearchAction): void;
}

/** The search in the hardware. While words are typed, it takes all keys. */
export function useSearch(sections: readonly HardwareSection[]): Searching {
  const [search, act] = useReducer(toSearch, undefined);
  const searches = search !== undefined;
  const index = useMemo(() => (searches ? indexHardware(sections) : []), [searches, sections]);
  const query = search?.query ?? '';
  const places = useMemo(() => searchHardware(index, query), [index, query]);
  const at = toMatch(search?.turn ?? 0, places.length);
  return { search, places, at, place: at === undefined ? undefined : places[at], act };
}

/** Mounted while words are typed: the keys of that, and nothing to see. */
export function Typing({ act, leave }: Pick<Searching, 'act'> & { leave(): void }): null {
  useKeys(
    searchKeys,
    {
      find: () => act({ do: 'find' }),
      erase: () => act({ do: 'erase' }),
      clear: () => act({ do: 'clear' }),
      cancel: leave,
    },
    { level: 'modal', onText: (character) => act({ do: 'type', character }) },
  );
  return null;
}
