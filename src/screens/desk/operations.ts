import type { GuestAction, Operation } from '../../contract/index.ts';
import { clip } from '../../ui/text/fit.ts';
import { type Line, line, paragraph, span } from '../../ui/text/line.ts';
import { progressBar } from '../../ui/text/progress.ts';
import type { Tone } from '../../ui/theme.ts';
import { actionWords } from './guest-words.ts';

const TITLES: Record<string, string> = {
  'guest.screenshot-save': 'Save a picture of the display',
  'media.attach': 'Give a USB disk to the guest',
  'media.detach': 'Take a USB disk back',
  'media.remove': 'Remove a USB disk safely',
  'media.lend': 'Lend a USB disk to the host',
  'media.return': 'Return a USB disk',
  'network.identify': 'Make the light of a NIC blink',
  'network.set': 'Change what a NIC is for',
  'power.restart': 'Restart the guest cold',
  'power.off': 'Power the box off',
  'power.reboot': 'Reboot the box',
  'power.host-down': 'Stop the guest: the host goes down',
};

/** An operation as people call it: `Force off the guest` for `guest.kill`; its own name where we have no word. */
export function operationTitle(kind: string): string {
  if (Object.hasOwn(TITLES, kind)) return TITLES[kind] ?? kind;
  const [thing, action = ''] = kind.split('.');
  if (thing !== 'guest' || !Object.hasOwn(actionWords, action)) return kind;
  return `${actionWords[action as GuestAction].verb} the guest`;
}

/** What they said last is worth knowing afterwards. */
const tellsEnd = ['media.remove', 'guest.screenshot-save'];

const ENDINGS: Record<Operation['state'], { word: string; tone: Tone }> = {
  queued: { word: 'waits', tone: 'plain' },
  running: { word: 'under way', tone: 'plain' },
  done: { word: 'done', tone: 'good' },
  failed: { word: 'failed', tone: 'bad' },
  cancelled: { word: 'cancelled', tone: 'warning' },
  interrupted: { word: 'interrupted: the backend ended meanwhile', tone: 'warning' },
};

/** What an operation is doing, or what came of it. */
export function showOperation({ kind, state, by, progress, error }: Operation, columns: number): Line[] {
  const { word, tone } = ENDINGS[state];
  const head: Line = [
    span(operationTitle(kind), 'strong'),
    span(', '),
    span(word, tone),
    span(` (asked on ${by.seat})`, 'dim'),
  ];
  if (error !== undefined) {
    return [
      head,
      ...paragraph(error.message, columns, 'plain', 2),
      ...(error.hint ? paragraph(error.hint, columns, 'dim', 2) : []),
    ];
  }
  if (state === 'done' && tellsEnd.includes(kind))
    return [head, ...paragraph(progress.message, columns, 'plain', 2)];
  if (state !== 'queued' && state !== 'running') return [head];
  const message = line(`  ${clip(progress.message, columns - 2)}`);
  if (progress.fraction === undefined) return [head, message];
  return [head, message, [span('  '), ...progressBar(progress.fraction, Math.min(40, columns - 2))]];
}
