import type { Drive, Medium } from '../../contract/index.ts';
import { toUsbMake } from '../../contract/usb-make.ts';
import { plain } from '../hardware/cells.ts';
import type { Cell, Mood } from '../hardware/model.ts';
import { formatBytes } from '../units.ts';

/** A row of the media: a USB disk, or a CD or DVD drive. */
export type MediaRow = Medium | Drive;

export const isDrive = (row: MediaRow): row is Drive => 'disc' in row;

/** What it calls itself: `SanDisk Ultra`. */
export function makeWords(row: MediaRow): string {
  if (!isDrive(row)) return toUsbMake(row.kind, row.vendor, row.model);
  const make = [row.vendor, row.model].filter((part) => part !== undefined).join(' ');
  return make === '' ? 'Drive' : make;
}

/** What it is called among others: its make and its place. */
export const titleWords = (medium: MediaRow): string =>
  `${makeWords(medium)} (${medium.id.replace(/:0$/, '')})`;

export const sizeWords = (row: MediaRow): string => (isDrive(row) ? discWords(row) : diskWords(row));

/** A file without its folders. */
export const fileWords = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What is in a drive; the label is what people look for. */
export function discWords({ present, disc, image, label, sizeBytes, mode, holder }: Drive): string {
  if (!present) return 'pulled out';
  if (image !== undefined) return fileWords(image);
  if (disc === 'unknown') return mode === 'drive' && holder === 'guest' ? "the guest's" : 'not known';
  if (disc === 'none') return 'no disc';
  return label ?? (sizeBytes === undefined ? 'a disc' : formatBytes(sizeBytes));
}

/** How large a disk is, or what a device is. */
const diskWords = ({ kind, classes, hasMedium, sizeBytes, present }: Medium): string =>
  !present
    ? 'pulled out'
    : kind === 'device'
      ? classWords(classes)
      : hasMedium && sizeBytes !== undefined
        ? formatBytes(sizeBytes)
        : 'no medium';

const deviceWords: Record<string, string> = {
  audio: 'audio',
  communication: 'serial',
  hid: 'HID',
  image: 'camera',
  printer: 'printer',
  'smart-card': 'smart card',
  video: 'video',
  wireless: 'wireless',
  vendor: 'own class',
};

/** What a device is, by the first of its classes that says something. */
function classWords(classes: readonly string[] = []): string {
  const known = classes.find((each) => each !== 'vendor' && Object.hasOwn(deviceWords, each));
  return deviceWords[known ?? classes[0] ?? ''] ?? 'device';
}

const holders: Record<Medium['holder'], { text: string; mood?: Mood }> = {
  guest: { text: 'guest', mood: 'good' },
  host: { text: 'host' },
  nobody: { text: 'nobody' },
  forbidden: { text: 'forbidden', mood: 'warning' },
};

export function holderCell({ holder }: MediaRow): Cell {
  const { text, mood } = holders[holder];
  return plain(text, mood);
}

const states: Record<Medium['state'], { text: string; mood?: Mood }> = {
  none: { text: 'none' },
  attaching: { text: 'coming', mood: 'warning' },
  attached: { text: 'attached', mood: 'good' },
  leaving: { text: 'leaving', mood: 'warning' },
  busy: { text: 'busy', mood: 'bad' },
};

/** What the guest has of it. */
export function stateCell({ state }: MediaRow): Cell {
  const { text, mood } = states[state];
  return plain(text, mood);
}

/** Four hexadecimal digits each, as lsusb has them. */
export const idsWords = ({ vendorId, productId }: MediaRow): string | undefined =>
  vendorId === undefined || productId === undefined ? undefined : `${vendorId}:${productId}`;

/** What has gone to and fro since it was plugged in. */
export function activityWords({
  readBytes,
  writtenBytes,
  inFlight,
}: NonNullable<Medium['activity']>): string {
  const counts = `${formatBytes(readBytes)} read, ${formatBytes(writtenBytes)} written`;
  return inFlight > 0 ? `${counts}; busy now` : counts;
}
