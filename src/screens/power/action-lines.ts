import type { Power, PowerAction } from '../../contract/index.ts';
import { type KeySpec, showKeys } from '../../ui/keys/table.ts';
import { pad } from '../../ui/text/fit.ts';
import { type Line, line, span } from '../../ui/text/line.ts';
import { wrapText } from '../../ui/text/wrap.ts';
import { globalKeys } from '../keys.ts';
import { powerKeys } from './keys.ts';

const KEYS: [PowerAction, { key: string; label: string }][] = [
  ['cancel', keyOf(globalKeys.callOff)],
  ['stop', keyOf(powerKeys.stop)],
  ['restart', keyOf(powerKeys.restart)],
  ['off', keyOf(powerKeys.off)],
  ['reboot', keyOf(powerKeys.reboot)],
  ['kill', keyOf(powerKeys.kill)],
  ['reset', keyOf(powerKeys.reset)],
  ['maintenance-on', keyOf(powerKeys.maintenance)],
  ['maintenance-off', keyOf(powerKeys.maintenance)],
];

function keyOf(spec: KeySpec & { label: string }) {
  return { key: showKeys(spec), label: spec.label };
}

const KEY = 2;
const LABEL = 13;

/** What can be done now, with its consequence; nothing where nothing is known. */
export function renderActions({ actions }: Power, stale: boolean, columns: number): Line[] {
  const allowed = KEYS.filter(([action]) => actions[action].allowed);
  if (stale || allowed.length === 0) return [];
  return [
    line('What can be done now', 'title'),
    ...allowed.flatMap(([action, { key, label }]) =>
      wrapText(actions[action].consequence, columns - KEY - LABEL).map(
        (part, i): Line => [
          span(pad(i === 0 ? key : '', KEY), 'key'),
          span(pad(i === 0 ? label : '', LABEL)),
          span(part, 'dim'),
        ],
      ),
    ),
  ];
}
