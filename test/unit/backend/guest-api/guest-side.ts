import { Bus } from '../../../../src/backend/engine/bus.ts';
import { type Database, openStore } from '../../../../src/backend/engine/store.ts';
import type { Topics } from '../../../../src/backend/engine/topics.ts';
import { GuestApiSlice } from '../../../../src/backend/guest-api/slice.ts';
import type { GuestState } from '../../../../src/contract/index.ts';
import { sample } from '../../../support/samples.ts';
import { ManualClock } from '../../client/manual-clock.ts';
import { silentLog } from '../silent-log.ts';

export const guestActor = { seat: 'guest', role: 'viewer' } as const;

/** The guest's side of a box of which a test says how the guest is. */
export class TestSide {
  readonly clock = new ManualClock();
  readonly bus = new Bus<Topics>((_, error) => {
    throw error;
  });
  readonly db: Database = openStore({ file: ':memory:', setAside: (file) => file }).db;
  readonly logged: string[] = [];
  bootId = 'boot-1';
  run: string | undefined = '1';
  slice = this.#make('aaaa');

  /** As after a SIGKILL: another backend on the same store. */
  async restart(): Promise<void> {
    this.slice = this.#make('bbbb');
    await this.slice.start();
  }

  guestIs(state: GuestState, run = this.run): void {
    this.run = run;
    this.bus.publish('guest', { ...sample.guest(), state });
  }

  call<N extends keyof GuestApiSlice['handlers']>(
    name: N,
    input: Parameters<GuestApiSlice['handlers'][N]>[0],
  ): ReturnType<GuestApiSlice['handlers'][N]> {
    const handler = this.slice.handlers[name] as (input: unknown, by: unknown) => unknown;
    return handler(input, guestActor) as ReturnType<GuestApiSlice['handlers'][N]>;
  }

  /** What the guest has asked to be ejected. */
  readonly ejected: (string | undefined)[] = [];

  /** How often the store has been written. */
  get writes(): number {
    return Number(this.db.prepare('SELECT total_changes() AS n').get()?.n);
  }

  #make(stream: string): GuestApiSlice {
    const { bus, clock, db, bootId } = this;
    return new GuestApiSlice({
      ...{ bus, clock, db, bootId, stream },
      log: { ...silentLog, info: (message) => void this.logged.push(message) },
      run: () => this.run,
      onIntent: () => {},
      onHealth: () => {},
      eject: (medium) => void this.ejected.push(medium),
    });
  }
}

export async function startSide(): Promise<TestSide> {
  const side = new TestSide();
  await side.slice.start();
  return side;
}
