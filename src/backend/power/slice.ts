import type {
  Actor,
  FollowAction,
  HostDownRequest,
  Operation,
  Power,
  PowerAction,
  Problem,
  StopRequest,
} from '../../contract/index.ts';
import { operationEnded } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';
import type { Slice } from '../engine/slice.ts';
import { toEntry } from './ledger/ledger.ts';
import type { HostDownNote } from './parse-host-down-note.ts';
import { type StopEnd, toHostDown, toWanted, type Wanted } from './stop/stopper.ts';
import { watchStop } from './stop/watch-stop.ts';
import { toHostDown as toHostDownRecord, toNoteKey } from './to-host-down.ts';
import { toPower } from './to-power.ts';
import { type PowerOptions, stopTimeoutS, type WiredPower, wirePower } from './wire.ts';

export type PowerRoutes =
  | 'power.get'
  | 'power.ledger'
  | 'power.restart'
  | 'power.off'
  | 'power.reboot'
  | 'power.host-down'
  | 'power.force'
  | 'power.cancel'
  | 'power.maintenance'
  | 'power.end-maintenance';

/** Failed starts that say nothing of the guest. */
const noVerdict = new Set(['guest.not-possible', 'guest.held', 'libvirt.unreachable', 'backend.stopping']);

/** The guest is in control, and the box follows. */
export class PowerSlice implements Slice<PowerRoutes> {
  readonly #options: PowerOptions;
  readonly #parts: WiredPower;
  #published = '';
  #leave: (() => void)[] = [];
  #cancelCalm: (() => void) | undefined;
  #isHostDown = false;
  readonly #ends = new Map<string, (operation: Operation) => void>();

  constructor(options: PowerOptions) {
    this.#options = options;
    this.#parts = wirePower(options, {
      changed: () => this.#publish(),
      startGuest: () => this.#startGuest(),
      onRun: () => this.#onRun(),
    });
  }

  readonly handlers: Slice<PowerRoutes>['handlers'] = {
    'power.get': () => this.get(),
    'power.ledger': ({ query }) => ({
      entries: this.#parts.ledger.list(
        Number(query.limit ?? 20),
        query.before === undefined ? undefined : Number(query.before),
      ),
    }),
    'power.restart': ({ body }, by) => this.#ask('restart', body, by),
    'power.off': ({ body }, by) => this.#ask('power-off', body, by),
    'power.reboot': ({ body }, by) => this.#ask('reboot', body, by),
    'power.host-down': ({ body }, by) => this.#hostDown(body, by),
    'power.force': (_, by) => this.#then(() => this.#parts.stopper.force(by)),
    'power.cancel': (_, by) => this.#then(() => this.#cancel(by)),
    'power.maintenance': ({ body }, by) =>
      this.#then(() => {
        this.#parts.acting.suspend(body.reason);
        this.#parts.maintenance.begin(body, by);
      }),
    'power.end-maintenance': (_, by) => this.#then(() => this.#parts.maintenance.end(by)),
  };

  /** To be called when the guest's name is known. */
  async start(): Promise<void> {
    const { bus } = this.#options;
    const { asked, maintenance, following, stopper } = this.#parts;
    asked.start();
    maintenance.start();
    this.#leave = [
      bus.on('operation', (operation) => this.#onOperation(operation)),
      bus.on('guest', ({ actions }) => {
        if (actions.start.allowed) this.#parts.acting.released();
        this.#publish();
      }),
      bus.on('config', () => this.#publish()),
    ];
    following.start();
    stopper.resume();
  }

  async stop(): Promise<void> {
    for (const leave of this.#leave.splice(0)) leave();
    const { acting, stopper, maintenance, following } = this.#parts;
    this.#cancelCalm?.();
    acting.stop();
    stopper.stop();
    maintenance.stop();
    await following.stop();
  }

  /** What is wrong with following, and with the box's own power. */
  get problems(): Problem[] {
    const { problem } = this.#parts.ledger.last ?? {};
    const { backOff, stopping } = this.#parts.ledger.state;
    return [
      ...this.#options.readBoxProblems(),
      ...this.#parts.ledger.problems,
      ...(backOff.broken && problem?.code === 'power.broken' ? [problem] : []),
      ...(stopping?.phase === 'late' && problem?.code === 'power.late' ? [problem] : []),
    ];
  }

  /** The guest was asked to stop for the box's sake. */
  get isStopping(): boolean {
    return this.#parts.stopper.current !== undefined;
  }

  /** What was noted while the host went down and nobody answered here. To be called before the start. */
  enterHostDown(note: HostDownNote): void {
    const { ledger } = this.#parts;
    const { run } = ledger.state;
    if (ledger.last?.stop === toNoteKey(note)) return;
    ledger.enter(toHostDownRecord(note, run?.bootId ?? this.#options.bootId, run?.resume), {
      asked: [],
      stopping: undefined,
      ...(run === undefined ? {} : { run: { ...run, isOver: true } }),
    });
  }

  /** Something else is wrong with the box's own power than was told. */
  problemsChanged(): void {
    this.#publish();
  }

  get(): Power {
    const { own, readGuest, readPolicy, readIntent, clock } = this.#options;
    const { ledger, acting, stopper } = this.#parts;
    const last = ledger.last;
    return toPower({
      own,
      policy: readPolicy().power,
      guest: readGuest(),
      stopTimeoutS: stopTimeoutS(this.#options),
      countdown: acting.countdown,
      stopping: stopper.current,
      state: ledger.state,
      intent: readIntent(),
      last: last === undefined ? undefined : toEntry(last),
      problems: this.problems,
      now: clock.now(),
    });
  }

  /** Asks the guest to stop, or does at once what is asked for where it is off. */
  async #ask(afterwards: FollowAction, request: StopRequest, by: Actor): Promise<Operation> {
    const action = names[afterwards];
    this.#demand(action);
    const { acting, stopper } = this.#parts;
    const { readGuest, runner } = this.#options;
    const kind = `power.${action}`;
    const { state } = readGuest();
    if (state === 'off' || state === 'absent') {
      acting.overtake(`${by.seat} (${by.role}) asked for something else`);
      if (afterwards === 'restart') return this.#options.startGuest(by);
      return runner.submit({ kind, by, cancellable: false, run: () => this.#switchBox(afterwards) });
    }
    const policy = { atStopLimit: this.#policy.atStopLimit, stopTimeoutS: stopTimeoutS(this.#options) };
    const wanted = toWanted(request, afterwards, by, policy);
    const { current } = stopper;
    if (current?.afterwards === afterwards && current.atLimit === wanted.atLimit && !wanted.now)
      throw new OperatorError('power.already-asked', 'The guest was asked to stop already', {
        hint: 'Force it, or call it off',
      });
    // A guest that has crashed has nothing to lose.
    if (state === 'crashed') wanted.now = true;
    this.#cancelOperations(({ kind: other }) => other === 'guest.stop');
    const ended = stopper.request(wanted);
    return this.#watch(kind, wanted, ended);
  }

  #hostDown(request: HostDownRequest, by: Actor): Operation {
    this.#isHostDown = true;
    const { acting, stopper } = this.#parts;
    acting.overtake('The host goes down');
    const wanted = toHostDown(request, by, stopTimeoutS(this.#options));
    this.#cancelOperations(() => true);
    const isOn = (): boolean => !['off', 'absent'].includes(this.#options.readGuest().state);
    // One that is being started is let start or fail first.
    const asked =
      isOn() && this.#options.readGuest().state !== 'starting' ? stopper.request(wanted) : undefined;
    return this.#options.runner.submit({
      ...{ kind: 'power.host-down', by, cancellable: false },
      run: async (work) => {
        const ended = asked ?? (isOn() ? stopper.request(wanted) : undefined);
        if (ended === undefined) return;
        const { clock } = this.#options;
        await watchStop({ clock, limitS: wanted.limitS, ended, onCancel: () => {} }, work);
        await this.#parts.guestOff.reach();
      },
    });
  }

  #watch(kind: string, wanted: Wanted, ended: Promise<StopEnd>): Operation {
    const { clock, runner } = this.#options;
    const { by, limitS } = wanted;
    const onCancel = (): void => {
      if (this.isStopping) this.#parts.stopper.cancel(by);
    };
    return runner.submit({
      ...{ kind, by, cancellable: true },
      run: (work) => watchStop({ clock, limitS: wanted.now ? 0 : limitS, ended, onCancel }, work),
    });
  }

  async #switchBox(action: FollowAction): Promise<void> {
    const { own, boxPower } = this.#options;
    if (!own) throw new OperatorError('power.not-ours', "The box's power is not Bezel's to switch");
    await (action === 'reboot' ? boxPower.reboot() : boxPower.powerOff());
  }

  #cancel(by: Actor): void {
    const { acting, stopper } = this.#parts;
    if (this.isStopping) stopper.cancel(by);
    else acting.cancel(by);
  }

  #cancelOperations(which: (operation: Operation) => boolean): void {
    const { runner } = this.#options;
    for (const operation of runner.unfinished().filter((one) => one.cancellable && which(one))) {
      try {
        runner.cancel(operation.id);
      } catch (error) {
        // It has ended by itself meanwhile.
        if (!(error instanceof OperatorError)) throw error;
      }
    }
  }

  #then(act: () => void): Power {
    act();
    return this.get();
  }

  /** @throws OperatorError `power.not-possible` */
  #demand(action: PowerAction): void {
    const { allowed, reason } = this.get().actions[action];
    if (!allowed) throw new OperatorError('power.not-possible', reason ?? 'This is not possible now');
  }

  get #policy() {
    return this.#options.readPolicy().power;
  }

  async #startGuest(): Promise<Operation> {
    if (this.#isHostDown) throw new OperatorError('power.host-down', 'The host goes down');
    const operation = await this.#options.startGuest();
    return new Promise((resolve) => this.#ends.set(operation.id, resolve));
  }

  #onOperation(operation: Operation): void {
    this.#parts.asked.onOperation(operation);
    const { kind, state, by, id, error } = operation;
    if (kind !== 'guest.start') return;
    if (state === 'running' && by.seat !== 'bezel') {
      this.#parts.acting.overtake(`${by.seat} (${by.role}) starts the guest`);
      this.#parts.ledger.change({ backOff: { restarts: 0, broken: false } });
    }
    if (!operationEnded(operation)) return;
    const isOurs = this.#ends.has(id);
    this.#ends.get(id)?.(operation);
    this.#ends.delete(id);
    if (!isOurs && state === 'failed' && error !== undefined && !noVerdict.has(error.code))
      this.#parts.following.failedStart({ severity: 'error', ...error });
  }

  /** A guest that runs for long enough ends the row of restarts. */
  #onRun(): void {
    this.#cancelCalm?.();
    this.#cancelCalm = this.#options.clock.after(this.#policy.backOff.calmS * 1000, () => this.#publish());
  }

  #publish(): void {
    const power = this.get();
    const text = JSON.stringify(power);
    if (text === this.#published) return;
    this.#published = text;
    this.#options.bus.publish('power', power);
  }
}

const names: Record<FollowAction, PowerAction> = {
  'power-off': 'off',
  reboot: 'reboot',
  restart: 'restart',
  'leave-off': 'stop',
};
