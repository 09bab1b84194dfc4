/** A search as far as it has been typed. */
export interface Search {
  query: string;
  /** Keys go to the query. */
  typing: boolean;
  /** How many matches somebody has gone on since the first; negative is back. */
  turn: number;
}

export type SearchAction =
  | { do: 'open' | 'erase' | 'clear' | 'find' | 'leave' | 'next' | 'previous' }
  | { do: 'type'; character: string };

/** As many characters as anything that is worth searching has. */
const LONGEST = 64;

/** What becomes of a search; `undefined` is none. */
export function toSearch(search: Search | undefined, action: SearchAction): Search | undefined {
  if (action.do === 'open') return { query: search?.query ?? '', typing: true, turn: 0 };
  if (search === undefined || action.do === 'leave') return undefined;
  const { query, turn } = search;
  switch (action.do) {
    case 'type':
      return [...query].length >= LONGEST ? search : { ...search, query: query + action.character, turn: 0 };
    case 'erase':
      return { ...search, query: [...query].slice(0, -1).join(''), turn: 0 };
    case 'clear':
      return { ...search, query: '', turn: 0 };
    case 'find':
      return query.trim() === '' ? undefined : { ...search, typing: false };
    case 'next':
      return { ...search, turn: turn + 1 };
    case 'previous':
      return { ...search, turn: turn - 1 };
  }
}

/** Which of `count` matches is shown: after the last comes the first. `undefined` when there is none. */
export const toMatch = (turn: number, count: number): number | undefined =>
  count === 0 ? undefined : ((turn % count) + count) % count;
