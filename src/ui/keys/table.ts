/** One thing that keys do. */
export interface KeySpec {
  /** Names of keys, the one to show first: `s`, `Enter`, `F1`, `Ctrl-L`. */
  keys: readonly string[];
  /** One or two words for the footer; none where the footer has no room for what everybody finds out. */
  label?: string;
  /** How the keys are written in the footer and on the help page, where their names alone would be clumsy. */
  show?: string;
  /** What it does, for the help page and the documents: an infinitive, without a full stop. */
  help: string;
}

export type KeyTable = Readonly<Record<string, KeySpec>>;

/** What to do for each entry of a table; an entry without a handler is not allowed now. */
export type Handlers<T extends KeyTable> = { readonly [K in keyof T]?: (() => void) | undefined };

/** A table in force. Upper layers are asked first; a modal one hides everything below it. */
export interface Layer {
  level: Level;
  table: KeyTable;
  handlers: Readonly<Record<string, (() => void) | undefined>>;
  /** Takes printable characters that no entry of the table wants. */
  onText?: ((character: string) => void) | undefined;
}

/** `global`: always; `screen`: the screen that is shown; `modal`: a dialog. */
export type Level = 'global' | 'screen' | 'modal';
const ORDER: Record<Level, number> = { global: 0, screen: 1, modal: 2 };

export interface Hint {
  keys: string;
  label: string;
}

/** Checks a table's shape at compile time and keeps its keys. */
export const defineKeys = <const T extends KeyTable>(table: T): T => table;

/** The layers that count now, the first to be asked first; the later of two at the same level wins. */
export function reachable(layers: readonly Layer[]): Layer[] {
  const sorted = layers
    .map((layer, i) => ({ layer, i }))
    .sort((a, b) => ORDER[b.layer.level] - ORDER[a.layer.level] || b.i - a.i)
    .map(({ layer }) => layer);
  const modal = sorted[0]?.level === 'modal' ? sorted[0] : undefined;
  return modal === undefined ? sorted : [modal];
}

/** What a key does now; `undefined` when nothing, because no entry has it or the one that has it is not allowed. */
export function findHandler(layers: readonly Layer[], key: string): (() => void) | undefined {
  for (const { table, handlers, onText } of reachable(layers)) {
    for (const [id, spec] of Object.entries(table)) {
      const handler = handlers[id];
      if (handler !== undefined && spec.keys.includes(key)) return handler;
    }
    if (onText !== undefined && isText(key)) return () => onText(key);
  }
  return undefined;
}

/** What the footer shows: every entry that has a label and is allowed now. */
export function toHints(layers: readonly Layer[]): Hint[] {
  return reachable(layers).flatMap(({ table, handlers }) =>
    Object.entries(table)
      .filter(([id, { label }]) => label !== undefined && handlers[id] !== undefined)
      .map(([, spec]) => ({ keys: showKeys(spec), label: spec.label ?? '' })),
  );
}

export const showKeys = ({ keys, show }: KeySpec): string => show ?? keys[0] ?? '';

/** A printable character, as keys are named: everything else has a longer name. */
export const isText = (key: string): boolean => [...key].length === 1;
