import { connectorWords, monitorWords, outputWords } from '../client/monitor/words.ts';
import type { Display } from '../contract/index.ts';
import { keyWords } from '../contract/key-combinations.ts';
import { renderProblems } from './output/problems.ts';
import { renderRows } from './output/table.ts';
import type { Line } from './output/text.ts';

/** What the box's monitor shows, as `bezel display` prints it. */
export function renderDisplay(display: Display): Line[] {
  const { text, mood } = monitorWords(display);
  return [
    ...renderRows([
      ['Monitor', mood === 'plain' ? text : { text, tone: mood }],
      ['Framebuffers', outputWords(display)],
      ['Sockets', connectorWords(display)],
      ['Keyboards and mice', display.inputs.length === 0 ? 'none' : display.inputs.join(', ')],
      ['To and fro', keyWords(display.hotKey)],
      ['Keys', display.viewOnly ? 'stay here: the guest is only looked at' : 'go to the guest that is shown'],
    ]),
    ...renderProblems(display.problems),
  ];
}

/** The monitor in one line. */
export const displayLine = (display: Display): string => `monitor: ${monitorWords(display).text}`;
