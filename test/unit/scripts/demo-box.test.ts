import { expect, it, vi } from 'vitest';
import { bootBox } from '../../../scripts/lib/demo-box.ts';
import type { Box } from '../../lab/driver/box.ts';

it('lets go of the box once it is up, so that the lab can be used on it from another terminal', async () => {
  const said: string[] = [];
  const step = (name: string) => vi.fn(async () => void said.push(name));
  const box = {
    state: { accel: { kind: 'tcg', reason: 'no KVM' }, pid: 1 },
    files: { qemuLog: '', serialLog: '' },
    switchOn: step('on'),
    shellReady: step('shell'),
    apiReady: step('API'),
    disconnect: step('let go'),
  };
  await bootBox(box as unknown as Box, () => undefined, new AbortController().signal);
  expect(said).toEqual(['on', 'shell', 'API', 'let go']);
});
