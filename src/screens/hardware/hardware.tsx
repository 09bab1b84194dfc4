import { type ReactElement, useMemo, useState } from 'react';
import { describeHardware } from '../../client/hardware/sections.ts';
import { isStale } from '../../client/selectors.ts';
import type { Inventory, InventorySection } from '../../contract/index.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { line } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { hardwareKeys } from './keys.ts';
import { PartView } from './part-view.tsx';
import { renderBlocks } from './render-blocks.ts';
import { renderEnd } from './render-end.ts';
import { Typing, useSearch } from './use-search.ts';

/** What the box is made of, a part at a time. */
export function Hardware(props: ScreenProps): ReactElement {
  const inventory = useBox((state) => state.inventory);
  if (inventory !== undefined) return <Parts {...props} inventory={inventory} />;
  const lines = [line('The hardware has not been read yet.', 'dim')];
  return <Lines lines={lines} width={props.width} height={props.height} />;
}

function Parts({ width, height, now, inventory }: ScreenProps & { inventory: Inventory }): ReactElement {
  const { look } = useDesk();
  const stale = useBox(isStale);
  const sections = useMemo(() => describeHardware(inventory), [inventory]);
  const [chosen, setChosen] = useState<InventorySection>('cpu');
  const [details, setDetails] = useState(true);
  const searching = useSearch(sections);
  const { search, place, places, act } = searching;
  const shown = place?.section ?? chosen;
  const index = Math.max(
    0,
    sections.findIndex(({ id }) => id === shown),
  );
  const section = sections[index];
  if (section === undefined) throw new Error('the hardware has no sections');

  /** Whoever goes on by hand, or ends the search, goes on from what is shown. */
  const leave = (by: number) => {
    setChosen(sections[(index + by + sections.length) % sections.length]?.id ?? chosen);
    act({ do: 'leave' });
  };
  useKeys(
    hardwareKeys,
    {
      next: () => leave(1),
      previous: () => leave(-1),
      search: () => act({ do: 'open' }),
      nextMatch: places.length > 0 ? () => act({ do: 'next' }) : undefined,
      previousMatch: places.length > 0 ? () => act({ do: 'previous' }) : undefined,
      leave: search === undefined ? undefined : () => leave(0),
      details: () => setDetails(!details),
      refresh: stale ? undefined : () => look((client) => client.call('inventory.refresh')),
    },
    { level: 'screen' },
  );
  const render = useMemo(() => {
    const view = { now, details };
    return (columns: number) => [
      ...renderBlocks(section.blocks, columns, view),
      ...renderEnd(inventory, columns, now),
    ];
  }, [section, inventory, now, details]);
  return (
    <>
      {search?.typing === true && <Typing act={act} leave={() => leave(0)} />}
      <PartView
        width={width}
        height={height}
        sections={sections}
        section={section}
        searching={searching}
        render={render}
      />
    </>
  );
}
