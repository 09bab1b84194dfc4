import { describe, expect, test, vi } from 'vitest';
import { createKeyRegistry } from '../../../../src/ui/keys/registry.ts';
import { defineKeys, type Layer } from '../../../../src/ui/keys/table.ts';

const table = defineKeys({
  go: { keys: ['g', 'F2'], label: 'Go', help: 'Go there' },
  stop: { keys: ['s'], label: 'Stop', help: 'Stop there' },
  quiet: { keys: ['q'], help: 'Not in the footer' },
});
const layer = (level: Layer['level'], handlers: Layer['handlers'], more: Partial<Layer> = {}): Layer => ({
  level,
  table,
  handlers,
  ...more,
});

describe('keys in force', () => {
  test('neither fire nor show when they are not allowed', () => {
    const registry = createKeyRegistry();
    const go = vi.fn();
    registry.set(Symbol('a'), layer('screen', { go, stop: undefined, quiet: () => {} }));
    expect(registry.hints()).toEqual([{ keys: 'g', label: 'Go' }]);
    expect(registry.press('s')).toBe(false);
    expect(registry.press('F2')).toBe(true);
    expect(registry.press('q')).toBe(true);
    expect(go).toHaveBeenCalledOnce();
  });

  test('belong to the dialog alone while there is one', () => {
    const registry = createKeyRegistry();
    const below = vi.fn();
    const dialog = Symbol('dialog');
    registry.set(Symbol('screen'), layer('screen', { go: below, stop: below }));
    registry.set(dialog, layer('modal', { stop: () => {} }));
    expect(registry.press('g')).toBe(false);
    expect(registry.hints()).toEqual([{ keys: 's', label: 'Stop' }]);
    registry.remove(dialog);
    expect(registry.press('g')).toBe(true);
    expect(below).toHaveBeenCalledOnce();
  });

  test('are asked from the top', () => {
    const registry = createKeyRegistry();
    const [global, screen] = [vi.fn(), vi.fn()];
    registry.set(Symbol('screen'), layer('screen', { go: screen }));
    registry.set(Symbol('global'), layer('global', { go: global, stop: global }));
    registry.press('g');
    registry.press('s');
    expect(screen).toHaveBeenCalledOnce();
    expect(global).toHaveBeenCalledOnce();
  });

  test('leave printable characters to a field, and nothing else', () => {
    const registry = createKeyRegistry();
    const typed: string[] = [];
    registry.set(
      Symbol('field'),
      layer('modal', { go: () => {} }, { onText: (character) => typed.push(character) }),
    );
    for (const key of ['1', 'ä', 'F1', 'Enter', 'Alt-x', 'g']) registry.press(key);
    expect(typed).toEqual(['1', 'ä']);
  });

  test('tell of a change of the hints only', () => {
    const registry = createKeyRegistry();
    const listener = vi.fn();
    const id = Symbol('a');
    registry.subscribe(listener);
    registry.set(id, layer('screen', { go: () => {} }));
    registry.set(id, layer('screen', { go: () => {} }));
    expect(listener).toHaveBeenCalledOnce();
    registry.remove(id);
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
