import type { Change } from '../../../../contract/index.ts';
import type { DiskSpec } from '../../spec.ts';
import { added, changed, fromTo, quoted, removed, short } from './words.ts';

/** What becomes of the guest's disks, by their targets, and from which of them it boots. */
export function planDiskChanges(before: readonly DiskSpec[], after: readonly DiskSpec[]): Change[] {
  const targets = [...new Set([...before, ...after].map(({ target }) => target))].sort();
  const changes = targets.flatMap((target) => {
    const was = before.find((disk) => disk.target === target);
    const is = after.find((disk) => disk.target === target);
    if (was === undefined)
      return is === undefined ? [] : [added('disk', `disk ${target} (${short(is.source)}) is new`)];
    if (is === undefined) return [removed('disk', `disk ${target} (${short(was.source)}) is gone`)];
    return planOne(was, is).map((message) => changed('disk', message));
  });
  const [first] = before;
  const [now] = after;
  if (first === undefined || now === undefined || first.target === now.target) return changes;
  return [...changes, changed('disk', `the guest boots from ${now.target}, no longer from ${first.target}`)];
}

function planOne(was: DiskSpec, is: DiskSpec): string[] {
  const disk = `disk ${is.target}`;
  const differ = (key: keyof DiskSpec): boolean => JSON.stringify(was[key]) !== JSON.stringify(is[key]);
  return [
    ...(differ('source') ? [`${disk}: ${fromTo(was.source, is.source)}`] : []),
    ...(differ('serial') ? [`${disk}: serial number ${toSerial(was)} → ${toSerial(is)}`] : []),
    ...(differ('readOnly') ? [`${disk} can ${is.readOnly ? 'no longer' : 'now'} be written`] : []),
    ...(differ('bus') ? [`${disk}: bus ${fromTo(was.bus, is.bus)}`] : []),
    ...(differ('format') ? [`${disk}: format ${fromTo(was.format, is.format)}`] : []),
    ...(differ('cache') ? [`${disk}: cache ${fromTo(was.cache, is.cache)}`] : []),
    ...(differ('discard')
      ? [`${disk}: freed space ${is.discard ? 'goes back to the host' : 'stays with the guest'}`]
      : []),
    ...(!differ('bus') && (differ('pci') || differ('drive'))
      ? [`${disk} has another place in the guest`]
      : []),
  ];
}

const toSerial = ({ serial }: DiskSpec): string => (serial === null ? 'none' : quoted(serial));
