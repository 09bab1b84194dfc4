import { isEnded } from '../../client/operation.ts';
import { underWayWords } from '../../client/power/progress.ts';
import { followingWords, stopWords } from '../../client/power/summary.ts';
import type { Event, Power } from '../../contract/index.ts';
import type { Verb } from '../command/verb.ts';
import { inForce } from '../config-text.ts';
import { displayLine } from '../display-text.ts';
import { drivesLine } from '../drives-text.ts';
import { EXIT } from '../exit.ts';
import { guestLine } from '../guest-text.ts';
import { mediaLine } from '../media-text.ts';
import { networkLine } from '../network-text.ts';
import { endLine, progressLine } from '../operation-text.ts';
import type { Line } from '../output/text.ts';

export const watch: Verb = {
  path: ['watch'],
  summary: 'Print what happens, one line for each event',
  details: [
    'Begins with the present state. With --json each line is one event as the API sends it.',
    'Goes on until Ctrl-C; ends with 3 when the backend goes away.',
  ],
  examples: ['bezel watch', 'bezel watch --json | jq -c \'select(.type == "guest") | .data.state\''],
  run: async ({ client, out, signal }) => {
    await client.events({
      signal,
      onEvent: (event) => (out.json ? out.printJson(event, true) : out.print([renderEvent(event)])),
    });
    return EXIT.interrupted;
  },
};

/** An event in one line. */
export const renderEvent = (event: Event): Line => [`${event.type.padEnd(9)}  `, ...[describe(event)].flat()];

function describe(event: Event): Line {
  switch (event.type) {
    case 'status': {
      const { ready, libvirt, problems, config, changes } = event.data;
      const parts = [
        ready ? 'ready' : 'starting',
        `libvirt ${libvirt.connected ? 'connected' : 'not connected'}`,
      ];
      if (changes.held) parts.push('changes held');
      return [...parts, `configuration: ${inForce(config)}`, `problems: ${problems.length}`].join(', ');
    }
    case 'guest':
      return guestLine(event.data);
    case 'inventory': {
      const { nics, disks, problems } = event.data;
      return `NICs: ${nics.length}, disks: ${disks.length}, problems: ${problems.length}`;
    }
    case 'network':
      return networkLine(event.data);
    case 'media':
      return mediaLine(event.data);
    case 'drives':
      return drivesLine(event.data);
    case 'display':
      return displayLine(event.data);
    case 'power':
      return describePower(event.data);
    case 'operation':
      return [
        `${event.data.id}  `,
        ...[isEnded(event.data) ? endLine(event.data) : progressLine(event.data)].flat(),
      ];
    case 'access': {
      const { seat, role, unlockedUntil } = event.data;
      return `${seat} is ${role}${unlockedUntil === undefined ? '' : ` until ${unlockedUntil}`}`;
    }
    case 'log':
      return 'the journal has grown';
  }
}

function describePower(power: Power): string {
  const { last } = power;
  const way = underWayWords(power, new Date());
  const rest = way ?? (last === undefined ? undefined : `last stop: ${stopWords(last)}`);
  return [followingWords(power).text, ...(rest === undefined ? [] : [rest])].join('; ');
}
