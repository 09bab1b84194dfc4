import { type ReactElement, useState } from 'react';
import { isStale } from '../../client/selectors.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { blank, type Line, line, span } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { type ScreenProps, useBox, useDesk } from '../desk/desk.ts';
import { formatSince } from '../desk/format.ts';
import { renderProblems } from '../desk/problems.ts';
import { hardwareKeys } from './keys.ts';
import { type HardwareSection, hardwareSections } from './sections.ts';

const TABS = 2;

/** What the box is made of, a part at a time. */
export function Hardware({ width, height, now }: ScreenProps): ReactElement {
  const { look } = useDesk();
  const { inventory, stale } = useBox((state) => ({ inventory: state.inventory, stale: isStale(state) }));
  const [index, setIndex] = useState(0);
  const move = (by: number) => setIndex((i) => (i + by + hardwareSections.length) % hardwareSections.length);
  useKeys(
    hardwareKeys,
    {
      next: () => move(1),
      previous: () => move(-1),
      refresh: stale ? undefined : () => look((client) => client.call('inventory.refresh')),
    },
    { level: 'screen' },
  );
  const section = hardwareSections[index] ?? hardwareSections[0];
  if (section === undefined || inventory === undefined) {
    return (
      <Lines lines={[line('The hardware has not been read yet.', 'dim')]} width={width} height={height} />
    );
  }
  const columns = width - 1;
  const tabs = height > TABS ? TABS : 0;
  const problems = renderProblems('What could not be read', inventory.problems, columns);
  const lines = [
    ...section.render({ inventory, now, columns }),
    ...(problems.length > 0 ? [blank, ...problems] : []),
    blank,
    line(`Read ${formatSince(inventory.takenAt, now)}`, 'dim'),
  ];
  return (
    <>
      <Lines lines={[renderTabs(section)]} width={width} height={tabs} />
      {/* A key of its own: each part begins at its top. */}
      <Scroll key={section.id} lines={lines} width={width} height={height - tabs} />
    </>
  );
}

const renderTabs = (selected: HardwareSection): Line =>
  hardwareSections.flatMap((section) => [
    span(` ${section.title} `, section === selected ? 'selected' : 'plain'),
    span(' '),
  ]);
