import type {
  Access,
  Display,
  Drives,
  Event,
  Guest,
  Inventory,
  Media,
  Network,
  Operation,
  Power,
  Status,
} from '../contract/index.ts';

export interface Link {
  state: 'connecting' | 'connected' | 'lost';
  /** When this state was entered, ISO 8601. */
  since: string;
  /** Tries since the last connection; 0 while connected. */
  attempt: number;
  /** Why there is no connection, for people. */
  error?: string;
}

/**
 * What is known of the box. Never changed in place; parts that stay equal stay identical. After a lost connection everything is
 * kept as it was: `link` says since when it may be out of date.
 */
export interface State {
  link: Link;
  status?: Status;
  guest?: Guest;
  inventory?: Inventory;
  /** Its counters are unknown: `network.get` reads them. */
  network?: Network;
  media?: Media;
  drives?: Drives;
  display?: Display;
  power?: Power;
  access?: Access;
  /** Newest first; at most `MAX_OPERATIONS`. */
  operations: Operation[];
  /** Grows when the journal has grown, so that a reader knows to fetch more. */
  logRevision: number;
}

export const MAX_OPERATIONS = 100;

/** The state after an event. */
export function applyEvent(state: State, event: Event): State {
  switch (event.type) {
    case 'status':
      return { ...state, status: event.data, guest: event.data.guest };
    case 'guest':
      return {
        ...state,
        guest: event.data,
        ...(state.status && { status: { ...state.status, guest: event.data } }),
      };
    case 'inventory':
      return { ...state, inventory: event.data };
    case 'network':
      return { ...state, network: event.data };
    case 'media':
      return { ...state, media: event.data };
    case 'drives':
      return { ...state, drives: event.data };
    case 'display':
      return { ...state, display: event.data };
    case 'power':
      return { ...state, power: event.data };
    case 'access':
      return { ...state, access: event.data };
    case 'operation':
      return { ...state, operations: mergeOperations(state.operations, [event.data]) };
    case 'log':
      return { ...state, logRevision: state.logRevision + 1 };
    default:
      return state;
  }
}

/** `newer` replaces what `known` has of the same id, unless that is further in its life. */
export function mergeOperations(known: readonly Operation[], newer: readonly Operation[]): Operation[] {
  const byId = new Map(known.map((operation) => [operation.id, operation]));
  for (const operation of newer) {
    const present = byId.get(operation.id);
    if (present === undefined || stage(operation) >= stage(present)) byId.set(operation.id, operation);
  }
  return [...byId.values()].sort(newestFirst).slice(0, MAX_OPERATIONS);
}

const stage = ({ state }: Operation) => (state === 'queued' ? 0 : state === 'running' ? 1 : 2);

const newestFirst = (a: Operation, b: Operation) => compare(b.createdAt, a.createdAt) || compare(b.id, a.id);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
