import { render } from 'ink';
import type { ReactNode } from 'react';
import { CrashBoundary } from './crash/boundary.tsx';
import type { KeyRegistry } from './keys/registry.ts';
import { KeyContext } from './keys/use-keys.ts';
import type { Stage } from './terminal/stage.ts';

interface Options {
  stage: Stage;
  keys: KeyRegistry;
  onCrash(error: unknown): void;
}

/**
 * Draws `node` on a stage; the returned function ends that. In its `debug` mode Ink hands over every frame whole and leaves the
 * terminal alone: what is sent, and when, is the stage's decision. Keys come from the registry, so that Ink never reads.
 */
export function mount(node: ReactNode, { stage, keys, onCrash }: Options): () => void {
  const { unmount } = render(
    <CrashBoundary onCrash={onCrash}>
      <KeyContext value={keys}>{node}</KeyContext>
    </CrashBoundary>,
    { stdout: stage, debug: true, interactive: true, exitOnCtrlC: false, patchConsole: false },
  );
  return unmount;
}
