import { type ReactElement, useState } from 'react';
import { selectFileTakers } from '../../client/media/file-takers.ts';
import { isEnded } from '../../client/operation.ts';
import { isStale, selectLatest } from '../../client/selectors.ts';
import type { Operation } from '../../contract/index.ts';
import type { Area } from '../../ui/dialog/dialog.tsx';
import { useBox, useDesk } from '../desk/desk.ts';
import { saving } from './doings.ts';
import { SaveDialog } from './save-dialog.tsx';

export interface Saving {
  /** Asks where to, and saves a picture there; `undefined` while that is not possible. */
  save: (() => void) | undefined;
  /** What is under way, or has ended since this view is there and nobody has hidden it. */
  told: Operation | undefined;
  hide: (() => void) | undefined;
  dialog: ReactElement | undefined;
}

/** Saving a picture of the display on a USB disk. */
export function useSaving(area: Area): Saving {
  const { act } = useDesk();
  const stale = useBox(isStale);
  const { takers } = useBox(selectFileTakers);
  const latest = useBox((state) => selectLatest(state, 'guest.screenshot-save'));
  const isOver = latest !== undefined && isEnded(latest);
  const [hidden, hide] = useState(isOver ? latest.id : undefined);
  const [isAsking, ask] = useState(false);
  const [only] = takers;
  return {
    save:
      stale || (latest !== undefined && !isOver)
        ? undefined
        : () => (only !== undefined && takers.length === 1 ? act(saving(only)) : ask(true)),
    told: latest?.id === hidden ? undefined : latest,
    hide: isOver && latest.id !== hidden ? () => hide(latest.id) : undefined,
    dialog: isAsking ? <SaveDialog area={area} onClose={() => ask(false)} /> : undefined,
  };
}
