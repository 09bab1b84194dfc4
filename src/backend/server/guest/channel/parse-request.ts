import * as z from 'zod';
import { parseJson } from '../../../engine/parse-json.ts';

const id = z.union([z.string().max(64), z.number()]);
const call = z.strictObject({
  id,
  method: z.enum(['GET', 'POST']),
  path: z
    .string()
    .max(256)
    .regex(/^\/[!-~]*$/),
  body: z.unknown().optional(),
});
const subscription = z.strictObject({
  id: id.optional(),
  subscribe: z.boolean(),
  after: z.string().max(32).optional(),
});

export type RequestId = z.infer<typeof id>;
export type ChannelCall = z.infer<typeof call>;
export type Subscription = z.infer<typeof subscription>;
export type ChannelRequest =
  | { kind: 'call'; call: ChannelCall }
  | { kind: 'subscription'; subscription: Subscription }
  | { kind: 'unreadable'; id: RequestId | null; message: string };

/** What a line of the guest asks for; `undefined` for one in which nothing is written. */
export function parseRequest(line: Uint8Array, maxDepth: number): ChannelRequest | undefined {
  const text = decode(line);
  if (text === undefined) return unreadable(null, 'The line is no UTF-8');
  if (text.trim() === '') return undefined;
  if (toDepth(text) > maxDepth) return unreadable(null, `The line is nested deeper than ${maxDepth}`);
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return unreadable(null, 'The line is no JSON object');
  const parsed = 'subscribe' in value ? subscription.safeParse(value) : call.safeParse(value);
  if (!parsed.success) {
    const known = id.safeParse((value as { id?: unknown }).id);
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
    return unreadable(known.success ? known.data : null, `The request is not valid: ${where}`);
  }
  return 'subscribe' in parsed.data
    ? { kind: 'subscription', subscription: parsed.data }
    : { kind: 'call', call: parsed.data };
}

const unreadable = (id: RequestId | null, message: string): ChannelRequest => ({
  kind: 'unreadable',
  id,
  message,
});

function decode(line: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    return undefined;
  }
}

/** How deep lists and objects are nested in a JSON text. */
function toDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isInString) {
      if (character === '\\') index++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}
