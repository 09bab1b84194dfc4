import { type ReactElement, useState } from 'react';
import { connectorWords, monitorWords, outputWords } from '../../client/monitor/words.ts';
import { isStale } from '../../client/selectors.ts';
import type { Display } from '../../contract/index.ts';
import { type KeyCombination, keyCombinations, keyWords } from '../../contract/key-combinations.ts';
import { useKeys } from '../../ui/keys/use-keys.ts';
import { List } from '../../ui/list/list.tsx';
import { blank, field, type Line, line, span } from '../../ui/text/line.ts';
import { Lines } from '../../ui/text/lines.tsx';
import { useBox, useDesk } from '../desk/desk.ts';
import { renderProblems } from '../desk/problems.ts';
import { monitorKeys } from './keys.ts';

const LABEL = 15;
const NAME = 22;
const combinations = Object.keys(keyCombinations) as KeyCombination[];

/** What is on the box's monitor, and the keys that can be pressed in the guest from here. */
export function MonitorView({ width, height }: { width: number; height: number }): ReactElement {
  const { act, look } = useDesk();
  const stale = useBox(isStale);
  const display = useBox((state) => state.display);
  const [chosen, setChosen] = useState(0);
  const keys = combinations[chosen] ?? 'ctrl-alt-delete';
  const { actions } = display ?? {};
  const view = actions?.['show-console'].allowed ? 'console' : 'guest';
  useKeys(
    monitorKeys,
    {
      turn:
        stale || !actions?.[`show-${view}`].allowed
          ? undefined
          : () => look((client) => client.call('display.show', { body: { view } })),
      send:
        stale || !actions?.['send-keys'].allowed
          ? undefined
          : () =>
              act({
                title: `Press ${keyWords(keys)} in the guest?`,
                consequence: `What the guest does then is its own affair; usually: ${keyCombinations[keys]}.`,
                yes: 'Press',
                possible: (state) => state.display?.actions['send-keys'].allowed === true,
                run: (client) => client.call('display.keys', { body: { keys } }),
              }),
    },
    { level: 'screen' },
  );
  if (display === undefined)
    return (
      <Lines lines={[line('Nothing is known of the monitor yet.', 'dim')]} width={width} height={height} />
    );
  return (
    <List
      head={renderHead(display, width - 1)}
      rows={combinations.map((name) => [
        span(keyWords(name).padEnd(NAME)),
        span(keyCombinations[name], 'dim'),
      ])}
      chosen={chosen}
      onChoose={setChosen}
      width={width}
      height={height}
    />
  );
}

function renderHead(display: Display, columns: number): Line[] {
  const { text, mood } = monitorWords(display);
  const problems = renderProblems('Problems', display.problems, columns);
  return [
    field('Monitor', LABEL, span(text, mood)),
    field('Framebuffers', LABEL, span(outputWords(display))),
    field('Sockets', LABEL, span(connectorWords(display))),
    field('Heard', LABEL, span(display.inputs.join(', ') || 'no keyboard, no mouse')),
    field('To and fro', LABEL, span(`${keyWords(display.hotKey)} on the box's keyboard`)),
    ...(display.viewOnly ? [field('Keys', LABEL, span('stay here: the guest is only looked at'))] : []),
    ...(problems.length === 0 ? [] : [blank, ...problems]),
    blank,
    line('Keys to press in the guest', 'title'),
  ];
}
