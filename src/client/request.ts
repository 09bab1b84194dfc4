import type { RouteInput } from '../contract/index.ts';
import { paths, type RouteName } from '../contract/paths.ts';

type Given<N extends RouteName> = RouteInput<N>;
/** What a call takes; a part whose members are all optional may be left out. */
export type CallInput<N extends RouteName> = {
  [K in keyof Given<N> as object extends Given<N>[K] ? never : K]: Given<N>[K];
} & { [K in keyof Given<N> as object extends Given<N>[K] ? K : never]?: Given<N>[K] };

export interface PlainRequest {
  method: string;
  path: string;
  body?: string;
}

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** The HTTP request of a call. Every part of the input is escaped, so that no value can leave its place in the path. */
export function toRequest(name: RouteName, input: Parts = {}): PlainRequest {
  const [method = '', pattern = ''] = paths[name].split(' ');
  const path = pattern.replace(/:(\w+)/g, (_, key: string) =>
    encodeSegment(String(input.params?.[key] ?? '')),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.append(key, String(value));
  }
  const search = query.size > 0 ? `?${query}` : '';
  return {
    method,
    path: path + search,
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  };
}

/**
 * `.` and `..` walk up the path even when they are escaped (WHATWG URL 4.5): they are escaped twice, and then name nothing that
 * exists. Lone surrogates become U+FFFD.
 */
const encodeSegment = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(/^(\.|%2e){1,2}$/i, encodeURIComponent('%2E'));
