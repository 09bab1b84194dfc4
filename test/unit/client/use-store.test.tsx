import { Text } from 'ink';
import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import type { State, Store } from '../../../src/client/store.ts';
import { useStore } from '../../../src/client/use-store.ts';
import { eventually } from '../../support/eventually.ts';
import { sample } from '../../support/samples.ts';

function fakeStore(): Store & { set(change: Partial<State>): void } {
  const listeners = new Set<() => void>();
  let state: State = {
    link: { state: 'connected', since: '2026-03-01T08:00:00.000Z', attempt: 0 },
    operations: sample.operations().operations,
    logRevision: 0,
  };
  return {
    start: () => {},
    stop: () => {},
    getState: () => state,
    subscribe: (fn) => {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
    set: (change) => {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
  };
}

test('a component renders again only when what it selects changes, though the selector builds a new list each time', async () => {
  const store = fakeStore();
  let renders = 0;
  function Kinds() {
    renders += 1;
    return <Text>{useStore(store, ({ operations }) => operations.map((o) => o.kind)).join(' ')}</Text>;
  }
  const { lastFrame, unmount } = render(<Kinds />);
  expect(lastFrame()).toBe('guest.stop guest.start');
  const before = renders;
  store.set({ logRevision: 5 });
  store.set({ operations: [] });
  await eventually(() => expect(lastFrame()).toBe(''));
  expect(renders).toBe(before + 1);
  unmount();
});

test('a component gets what a new selector selects', async () => {
  const store = fakeStore();
  function Pick({ at }: { at: number }) {
    return <Text>{useStore(store, ({ operations }) => operations[at]?.kind ?? 'none')}</Text>;
  }
  const { lastFrame, rerender, unmount } = render(<Pick at={0} />);
  rerender(<Pick at={1} />);
  await eventually(() => expect(lastFrame()).toBe('guest.start'));
  unmount();
});
