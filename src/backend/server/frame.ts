import { type Event, event } from '../../contract/index.ts';

/** Which resource an event is about: of two events with the same key the later one replaces the earlier. */
export const toEventKey = (e: Event): string => (e.type === 'operation' ? `operation:${e.data.id}` : e.type);

/** An event as it goes over the wire, with nothing in it that the contract does not name. Throws a `ZodError` when it is not the contract's. */
export function toFrame(e: Event): string {
  return `event: ${e.type}\ndata: ${JSON.stringify(event.parse(e))}\n\n`;
}
