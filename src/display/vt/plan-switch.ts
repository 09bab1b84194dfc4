/** Who has the monitors and the keyboards. */
export type Side = 'console' | 'guest';

export interface SwitchState {
  /** Our terminal, and the one of the console. */
  own: number;
  console: number;
  wanted: Side;
  /** Whether our terminal is in front. */
  inFront: boolean;
}

export type SwitchEvent =
  | { type: 'want'; side: Side }
  /** The kernel says that this terminal is in front now. */
  | { type: 'active'; number: number };

/** What is to be done, in this order. */
export type SwitchStep =
  /** Take screen and keyboard of our terminal away from the kernel. */
  | { type: 'take' }
  | { type: 'give' }
  | { type: 'activate'; number: number }
  /** Take the input devices, and paint. */
  | { type: 'begin' }
  /** Stop painting, and give the input devices back. */
  | { type: 'end' };

export function initialSwitch(own: number, console: number, active: number | undefined): SwitchState {
  return { own, console, wanted: active === own ? 'guest' : 'console', inFront: active === own };
}

/**
 * Decides what a wish or a switch comes to. Painting and taking the input devices begins only when our terminal is in front, since the
 * console would be painted over otherwise, and ends before it leaves.
 *
 * `take` comes again when our terminal is in front: the kernel tells of a switch before it has ended, and answers after it.
 *
 * Who comes to our terminal by other ways (Alt-F8) wants to see the guest; who has managed to leave it wants the console. On a third
 * terminal (Alt-F3) there is nothing: the console comes to the front instead.
 */
export function planSwitch(
  state: SwitchState,
  event: SwitchEvent,
): { state: SwitchState; steps: SwitchStep[] } {
  if (event.type === 'want') return planWish(state, event.side);
  const inFront = event.number === state.own;
  const isNeither = !inFront && event.number !== state.console;
  const back: SwitchStep[] = isNeither ? [{ type: 'activate', number: state.console }] : [];
  // On its way to us the kernel may pass by another one, since the hot-key means a terminal to it, too.
  if (inFront === state.inFront) return { state, steps: state.wanted === 'console' ? back : [] };
  if (inFront)
    return { state: { ...state, wanted: 'guest', inFront }, steps: [{ type: 'take' }, { type: 'begin' }] };
  const steps: SwitchStep[] = state.wanted === 'guest' ? [{ type: 'end' }, { type: 'give' }] : [];
  return { state: { ...state, wanted: 'console', inFront }, steps: [...steps, ...back] };
}

function planWish(state: SwitchState, side: Side): { state: SwitchState; steps: SwitchStep[] } {
  if (side === state.wanted) return { state, steps: [] };
  const next = { ...state, wanted: side };
  if (side === 'guest') {
    // The switch away was asked for, and hasn't happened: it won't, once the screen is ours again.
    const begin: SwitchStep[] = state.inFront ? [{ type: 'begin' }] : [];
    return { state: next, steps: [{ type: 'take' }, { type: 'activate', number: state.own }, ...begin] };
  }
  const end: SwitchStep[] = state.inFront ? [{ type: 'end' }] : [];
  return { state: next, steps: [...end, { type: 'give' }, { type: 'activate', number: state.console }] };
}
