import type { Poller } from '../system/poller.ts';
import type { System } from '../system/system.ts';
import { initialSwitch, planSwitch, type Side, type SwitchEvent, type SwitchStep } from './plan-switch.ts';
import { watchActiveVt } from './read-active-vt.ts';
import type { Vt } from './vt.ts';

export interface VtSwitchOptions {
  system: System;
  poller: Poller;
  /** The root of sysfs. */
  sys: string;
  vt: Vt;
  /** The terminal of the technician's console, now. */
  console(): number;
  /** Our terminal is in front: the monitors and the keyboards are ours. */
  begin: () => void;
  /** They are not, from now on. */
  end: () => void;
  /** Somebody has brought the other side to the front, by other ways than `want`. */
  turned: (side: Side) => void;
  failed: (error: Error) => void;
}

/** Brings the guest's picture or the technician's console to the front. */
export interface VtSwitch {
  /** What was asked for last; the kernel may need a moment for it. */
  readonly wanted: Side;
  want(side: Side): void;
  /** Gives everything back; the console is in front afterwards. */
  close(): void;
}

export function createVtSwitch(options: VtSwitchOptions): VtSwitch {
  const { system, poller, sys, vt } = options;
  const watch = watchActiveVt(system, poller, sys, (number) => follow({ type: 'active', number }));
  let state = initialSwitch(vt.number, options.console(), watch.active);
  if (state.inFront) run([{ type: 'take' }, { type: 'begin' }]);

  function follow(event: SwitchEvent): void {
    const before = state.wanted;
    const planned = planSwitch({ ...state, console: options.console() }, event);
    state = planned.state;
    run(planned.steps);
    if (event.type === 'active' && state.wanted !== before) options.turned(state.wanted);
  }

  /** What fails doesn't keep the next step from being tried: each is a step towards one side. */
  function run(steps: readonly SwitchStep[]): void {
    for (const step of steps) {
      try {
        apply(step);
      } catch (error) {
        options.failed(error as Error);
      }
    }
  }

  function apply(step: SwitchStep): void {
    switch (step.type) {
      case 'take':
        vt.take();
        break;
      case 'give':
        vt.give();
        break;
      case 'activate':
        vt.activate(step.number);
        break;
      case 'begin':
        options.begin();
        break;
      case 'end':
        options.end();
        break;
    }
  }

  return {
    get wanted() {
      return state.wanted;
    },
    want: (side) => follow({ type: 'want', side }),
    close() {
      follow({ type: 'want', side: 'console' });
      watch.stop();
    },
  };
}
