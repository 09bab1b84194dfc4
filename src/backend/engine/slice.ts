import type { Actor, RouteInput, RouteName, RouteOutput } from '../../contract/index.ts';

/** Answers one call of the API. Throws an `OperatorError` for what the caller can act on; anything else is a bug and answered as such. */
export type Handler<N extends RouteName> = (
  input: RouteInput<N>,
  by: Actor,
) => Promise<RouteOutput<N>> | RouteOutput<N>;
export type Handlers = { [N in RouteName]: Handler<N> };

/**
 * One part of the backend. Constructors only assign; `start` begins to observe, `stop` ends what `start` began.
 * Slices never import each other: what one needs of another is passed to it by `main.ts`.
 */
export interface Slice<N extends RouteName = never> {
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly handlers: Pick<Handlers, N>;
}
