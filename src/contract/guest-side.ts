import * as z from 'zod';
import { words } from './guest-health.ts';
import { followAction, intentKind, powerIntent, stopping, verdict } from './power.ts';

const at = z.iso.datetime();

/** Something that the host tells the guest. */
export const guestEvent = z.discriminatedUnion('kind', [
  /** The box's power button was pressed. `stop`: the guest is asked to stop; `none`: nothing comes of it. */
  z.object({ kind: z.literal('power-button'), consequence: z.enum(['stop', 'none']) }),
  /** The guest is asked to stop, and has until `limitAt`; then comes `atLimit`, and once it is off `afterwards`. */
  stopping
    .pick({ because: true, reason: true, limitAt: true, atLimit: true, afterwards: true })
    .extend({ kind: z.literal('stopping') }),
  z.object({ kind: z.literal('stopping-called-off') }),
  /** The box is about to do something because of an earlier stop of the guest. */
  z.object({ kind: z.literal('countdown'), verdict, action: followAction, endsAt: at }),
  z.object({ kind: z.literal('countdown-called-off') }),
  /** The guest has one NIC more, or less: its own hardware address, and the box's NIC that it stands for. */
  z.object({ kind: z.literal('nic-came'), mac: z.string(), nic: z.string() }),
  z.object({ kind: z.literal('nic-went'), mac: z.string(), nic: z.string() }),
  /** The guest's file systems are about to be frozen, until `thawed` or `limitAt`. */
  z.object({ kind: z.literal('freezing'), limitAt: at }),
  z.object({ kind: z.literal('thawed') }),
  /** The uninterruptible power supply; `low`: the guest is asked to stop for it. Charge and time as it said when it became so. */
  z.object({
    kind: z.literal('ups'),
    power: z.enum(['online', 'on-battery', 'low', 'lost']),
    chargePercent: z.number().int().nonnegative().optional(),
    runtimeS: z.number().int().nonnegative().optional(),
  }),
]);
export type GuestEvent = z.infer<typeof guestEvent>;

/** Where one reader of the events is: the stream that it has read of, and the number of the last event. */
const cursor = z
  .string()
  .max(32)
  .regex(/^[0-9a-f]{1,16}\.\d{1,15}$/);

/**
 * What was told since `after`; without it, since this run of the guest began. `waitS`: with nothing to tell the answer waits so long for the next.
 * Longer than a connection may be quiet is not possible.
 */
export const guestEventsQuery = z.strictObject({
  after: cursor.optional(),
  waitS: z.coerce.number().int().min(0).max(15).default(0),
});
export const guestEvents = z.object({
  /** The `after` of the next call. */
  cursor,
  /** There was more than is kept, or the backend has begun anew: ask for what matters. */
  missed: z.boolean(),
  events: z.array(z.object({ number: z.number().int().positive(), at, event: guestEvent })),
});
export type GuestEvents = z.infer<typeof guestEvents>;

/** The guest is about to halt or to reboot by itself. */
export const intentRequest = z.strictObject({ kind: intentKind, reason: words.optional() });
export type IntentRequest = z.infer<typeof intentRequest>;
/** What is declared, and until when it counts. */
export const declaredIntent = z.object({ intent: powerIntent.optional(), expiresAt: at.optional() });
export type DeclaredIntent = z.infer<typeof declaredIntent>;

/** What the guest may ask the host to do. */
export const guestAsk = z.strictObject({
  what: z.enum(['backup', 'eject']),
  /** Which medium; without a word, whichever is in. */
  medium: z.string().min(1).max(64).optional(),
});
export type GuestAsk = z.infer<typeof guestAsk>;
export const guestAskAnswer = z.object({ accepted: z.literal(true) });

/** An update of the guest that waits for the guest's word. */
export const guestUpdate = z.object({
  pending: z.object({ id: z.string(), version: z.string(), notes: z.string().optional() }).optional(),
});
export type GuestUpdate = z.infer<typeof guestUpdate>;
export const updateAcknowledgement = z.strictObject({ id: z.string().min(1).max(64) });
