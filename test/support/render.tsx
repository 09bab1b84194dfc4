import { onTestFinished } from 'vitest';
import type { Client } from '../../src/client/connection.ts';
import type { State, Store } from '../../src/client/store.ts';
import type { Network } from '../../src/contract/network.ts';
import type { RouteName } from '../../src/contract/paths.ts';
import { startConsole } from '../../src/screens/console/start.tsx';
import { createKeyRegistry, type KeyRegistry } from '../../src/ui/keys/registry.ts';
import { mount } from '../../src/ui/mount.tsx';
import { createTerminal } from '../../src/ui/terminal/terminal.ts';
import { ManualClock } from '../unit/client/manual-clock.ts';
import { quietPower } from './power-samples.ts';
import { sample } from './samples.ts';
import { createFakeTerminal, type FakeTerminal } from './terminal.ts';

interface Call {
  name: RouteName;
  input: unknown;
}
type Answers = { [N in RouteName]?: (input: never) => unknown };

/** A client whose answers a test chooses; calls without one never end. */
export function createFakeClient(answers: Answers = {}): {
  client: Client;
  calls: Call[];
  answers: Answers;
  /** How often the guest's console was to be opened. */
  consoles(): number;
} {
  const calls: Call[] = [];
  const call = (name: RouteName, input: unknown) => {
    calls.push({ name, input });
    const answer = answers[name];
    return answer === undefined ? new Promise(() => {}) : (async () => answer(input as never))();
  };
  const never = () => new Promise<never>(() => {});
  let consoles = 0;
  const console = () => {
    consoles++;
    return never();
  };
  return { client: { call, events: never, console } as Client, calls, answers, consoles: () => consoles };
}

export interface FakeStore extends Store {
  set(change: Partial<State>): void;
}

export function createFakeStore(initial: State): FakeStore {
  const listeners = new Set<() => void>();
  let state = initial;
  return {
    start: () => {},
    stop: () => {},
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set: (change) => {
      state = { ...state, ...change };
      for (const listener of [...listeners]) listener();
    },
  };
}

/** A network that is well: nothing waits to be kept, and nothing is wrong. */
export function sampleNetwork(): Network {
  const { unconfirmed: _, ...network } = sample.network();
  return { ...network, problems: [] };
}

/** A box that is well and whose seat is locked, as the samples have it. */
export function sampleState(change: Partial<State> = {}): State {
  const status = { ...sample.status(), problems: [] };
  const { unlockedUntil: _, ...access } = sample.access();
  return {
    link: { state: 'connected', since: '2026-03-01T08:00:00.000Z', attempt: 0 },
    status,
    guest: status.guest,
    inventory: sample.inventory(),
    network: sampleNetwork(),
    power: quietPower(),
    access: { ...access, role: 'viewer' },
    operations: [],
    logRevision: 1,
    ...change,
  };
}

export interface RenderOptions {
  state?: State;
  answers?: Answers;
  columns?: number;
  rows?: number;
  term?: string;
  serial?: boolean;
  /** Does the terminal answer questions? */
  terminalAnswers?: boolean;
}

export interface Rendered extends FakeTerminal {
  store: FakeStore;
  clock: ManualClock;
  calls: Call[];
  answers: Answers;
  crashes: unknown[];
  /** How often the guest's console was to be opened. */
  consoles(): number;
  hungUp(): boolean;
  stop(): Promise<void>;
}

/** The whole console on a terminal emulator, over a store and a client that the test holds. Stopped when the test ends. */
export function renderConsole({
  state = sampleState(),
  answers = {},
  term = 'linux',
  terminalAnswers = true,
  ...size
}: RenderOptions = {}): Rendered {
  const terminal = createFakeTerminal({ ...size, answers: terminalAnswers });
  const store = createFakeStore(state);
  const clock = new ManualClock();
  const fake = createFakeClient(answers);
  const crashes: unknown[] = [];
  let hungUp = false;
  const running = startConsole({
    line: terminal.line,
    term,
    locale: 'C.UTF-8',
    client: fake.client,
    store,
    clock,
    seat: 'tty1',
    version: '0.1.0',
    onCrash: (error) => crashes.push(error),
    onHangUp: () => {
      hungUp = true;
    },
  });
  onTestFinished(() => running.stop());
  return {
    ...terminal,
    store,
    clock,
    calls: fake.calls,
    answers: fake.answers,
    crashes,
    consoles: fake.consoles,
    hungUp: () => hungUp,
    stop: running.stop,
  };
}

/** A single component of the kit on a terminal emulator. */
export function renderKit(
  node: React.ReactNode,
  size: { columns?: number; rows?: number; term?: string } = {},
): FakeTerminal & { keys: KeyRegistry } {
  const fake = createFakeTerminal(size);
  const keys = createKeyRegistry();
  const terminal = createTerminal({
    line: fake.line,
    term: size.term ?? 'linux',
    locale: 'C.UTF-8',
    onKey: (key) => void keys.press(key),
    onHangUp: () => {},
  });
  terminal.start();
  const unmount = mount(node, { stage: terminal.stage, keys, onCrash: (error) => Promise.reject(error) });
  onTestFinished(async () => {
    await terminal.stop();
    unmount();
  });
  return { ...fake, keys };
}
