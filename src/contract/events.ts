import * as z from 'zod';
import { access } from './access.ts';
import { display } from './display.ts';
import { drives } from './drives.ts';
import { guest } from './guest.ts';
import { inventory } from './inventory/index.ts';
import { media } from './media.ts';
import { network } from './network.ts';
import { operation } from './operation.ts';
import { power } from './power.ts';
import { status } from './status.ts';

/**
 * What `/v1/events` sends: each message is the whole resource as it is now, so that a late reader needs no history.
 * The first messages after connecting are `status`, `access`, `inventory`, `network`, `media`, `drives`, `display`, `power` and every operation that has not ended.
 */
export const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), data: status }),
  z.object({ type: z.literal('guest'), data: guest }),
  z.object({ type: z.literal('inventory'), data: inventory }),
  /** Not sent for traffic alone: its counters are unknown. */
  z.object({ type: z.literal('network'), data: network }),
  z.object({ type: z.literal('media'), data: media }),
  z.object({ type: z.literal('drives'), data: drives }),
  z.object({ type: z.literal('display'), data: display }),
  z.object({ type: z.literal('power'), data: power }),
  z.object({ type: z.literal('operation'), data: operation }),
  z.object({ type: z.literal('access'), data: access }),
  /** The journal has grown; sent at most once a second. */
  z.object({ type: z.literal('log'), data: z.object({}) }),
]);
export type Event = z.infer<typeof event>;
export type EventType = Event['type'];
