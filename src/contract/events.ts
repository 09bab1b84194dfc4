import * as z from 'zod';
import { access } from './access.ts';
import { guest } from './guest.ts';
import { inventory } from './inventory/index.ts';
import { network } from './network.ts';
import { operation } from './operation.ts';
import { status } from './status.ts';

/**
 * What `/v1/events` sends: each message is the whole resource as it is now, so that a late reader needs no history.
 * The first messages after connecting are `status`, `access`, `inventory`, `network` and every operation that has not ended.
 */
export const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), data: status }),
  z.object({ type: z.literal('guest'), data: guest }),
  z.object({ type: z.literal('inventory'), data: inventory }),
  /** Not sent for traffic alone: its counters are unknown. */
  z.object({ type: z.literal('network'), data: network }),
  z.object({ type: z.literal('operation'), data: operation }),
  z.object({ type: z.literal('access'), data: access }),
  /** The journal has grown; sent at most once a second. */
  z.object({ type: z.literal('log'), data: z.object({}) }),
]);
export type Event = z.infer<typeof event>;
export type EventType = Event['type'];
