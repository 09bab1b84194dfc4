import * as z from 'zod';
import { access, console, product } from './box.ts';
import { display } from './display.ts';
import { guest } from './guest.ts';
import { media } from './media.ts';
import { network } from './network.ts';
import { power } from './power.ts';

/** The policy file `appliance.yaml`, version 1. Every key says here what it means; the docs and the messages are made of that. */
export const policySchema = z
  .strictObject({
    version: z.literal(1).describe("The version of the policy's form: 1."),
    product: product.prefault({}),
    guest,
    network: network.prefault({}),
    media: media.prefault({}),
    power: power.prefault({}),
    display: display.prefault({}),
    console: console.prefault({}),
    access: access.prefault({}),
  })
  .describe('The policy of a Bezel appliance.');

export type Policy = z.output<typeof policySchema>;
export type GuestPolicy = Policy['guest'];
export type NetworkPolicy = Policy['network'];
export type MediaPolicy = Policy['media'];
export type PowerPolicy = Policy['power'];
export type DisplayPolicy = Policy['display'];
/** What is in force: without any usable policy there is no guest, and the rest has its defaults so that the console comes up. */
export type PolicyInForce = Omit<Policy, 'guest' | 'version'> & { guest: GuestPolicy | undefined };

/** Builds the defaults that are in force when there never was a usable policy: no guest, the usual seats, no PIN. */
export const noPolicy = (): PolicyInForce => ({
  product: product.parse({}),
  guest: undefined,
  network: network.parse({}),
  media: media.parse({}),
  power: power.parse({}),
  display: display.parse({}),
  console: console.parse({}),
  access: access.parse({}),
});
