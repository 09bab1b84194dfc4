import type { Surface } from '../surface.ts';
import type { RfbOptions } from './connection.ts';
import type { RfbListener } from './listener.ts';
import type { Requests } from './messages/requests.ts';
import type { Budget } from './wire/budget.ts';
import type { ByteReader } from './wire/byte-reader.ts';
import type { Outbox } from './wire/outbox.ts';
import type { Steps } from './wire/steps.ts';

/** What the steps of the protocol work with. */
export interface Context {
  readonly options: RfbOptions;
  readonly reader: ByteReader;
  readonly outbox: Outbox;
  readonly budget: Budget;
  readonly requests: Requests;
  /** Tells nobody after the end. */
  listener: RfbListener;
  surface: Surface | undefined;
  /** What the server has told that it understands. */
  readonly can: { extendedKey: boolean; resize: boolean };
  /** Lets the steps go on that wait for an event. */
  wake(): void;
  /** Calls once at the end of the connection. */
  whenOver(listener: () => void): void;
  /** Speaks TLS from here on. */
  startTls(): Steps;
}
