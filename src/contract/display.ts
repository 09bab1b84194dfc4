import * as z from 'zod';
import { availability } from './guest.ts';
import { type KeyCombination, keyCombinations } from './key-combinations.ts';
import { problem } from './problem.ts';

/** What the box's monitor shows by somebody's wish: the guest's display, or the technician's console. */
export const monitorView = z.enum(['guest', 'console']);
export type MonitorView = z.infer<typeof monitorView>;

/**
 * What is on the monitor now. `console`: the technician's · `picture`: what the guest draws · `message`: a line that says why there is none ·
 * `splash`: the vendor's picture, while the box or the guest starts.
 */
export const monitorScene = z.enum(['console', 'picture', 'message', 'splash']);
export type MonitorScene = z.infer<typeof monitorScene>;

export const displayAction = z.enum(['show-guest', 'show-console', 'send-keys']);
export type DisplayAction = z.infer<typeof displayAction>;

const sizeFields = { width: z.number().int().positive(), height: z.number().int().positive() };

/** One framebuffer of the box; the guest's display is on each. */
export const displayOutput = z.object({
  /** For example `fb0`. */
  name: z.string(),
  ...sizeFields,
  bitsPerPixel: z.number().int().positive(),
});

/** A socket for a monitor, as the kernel names it, for example `HDMI-A-1`. */
export const displayConnector = z.object({ name: z.string(), connected: z.boolean() });

export const display = z.object({
  /** `unknown`: the program that serves the monitor does not answer; the console is on the monitor then, or nothing is. */
  state: z.enum(['ready', 'unknown', 'off']),
  view: monitorView.optional(),
  scene: monitorScene.optional(),
  /** The line on the monitor while the guest's picture is absent. */
  message: z.string().optional(),
  /** The size of the guest's picture, in pixels; absent without one. */
  picture: z.object(sizeFields).optional(),
  outputs: z.array(displayOutput),
  connectors: z.array(displayConnector),
  /** Keyboards, mice and touch screens that are heard. */
  inputs: z.array(z.string()),
  /** What goes to and fro between guest and console, for example `ctrl-alt-f2`. */
  hotKey: z.string(),
  /** The guest is only looked at: no key and no movement reaches it. */
  viewOnly: z.boolean(),
  actions: z.record(displayAction, availability),
  problems: z.array(problem),
});
export type Display = z.infer<typeof display>;

export const showRequest = z.strictObject({
  view: monitorView,
  /** Until the monitor shows something else the guest is only looked at. Without a word, as the policy says. */
  viewOnly: z.boolean().optional(),
});
export type ShowRequest = z.infer<typeof showRequest>;

export const keysRequest = z.strictObject({
  keys: z.enum(Object.keys(keyCombinations) as [KeyCombination, ...KeyCombination[]]),
});
export type KeysRequest = z.infer<typeof keysRequest>;
