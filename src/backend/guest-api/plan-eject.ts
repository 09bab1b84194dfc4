import type { Drive, Medium } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';

export type EjectPlan = { kind: 'eject'; id: string } | { kind: 'remove'; id: string };

/**
 * What the guest means when it asks for an eject: one of the drives and USB disks that it has. `medium` is a place, a serial number, a disc's label
 * or libvirt's name for its place in the guest; without it the only drive with a disc is meant. Pure.
 * @throws OperatorError `guest.no-medium`, `guest.many-media`
 */
export function planEject(
  { drives, media }: { drives: readonly Drive[]; media: readonly Medium[] },
  medium: string | undefined,
): EjectPlan {
  const held = [
    ...drives.map((drive) => ({
      ...{ kind: 'eject' as const, id: drive.id, holder: drive.holder, may: drive.actions.eject },
      isFull: drive.disc !== 'none',
      names: [drive.id, drive.port, drive.serial, drive.label, drive.target],
    })),
    ...media.map((row) => ({
      ...{ kind: 'remove' as const, id: row.id, holder: row.holder, may: row.actions.remove },
      isFull: false,
      names: [row.id, row.port, row.serial, row.target],
    })),
  ].filter(({ holder }) => holder === 'guest');
  const meant = held.filter(({ names, isFull }) => (medium === undefined ? isFull : names.includes(medium)));
  const [first] = meant;
  if (first === undefined)
    throw new OperatorError(
      'guest.no-medium',
      medium === undefined ? 'The guest has no drive with a disc' : 'The guest has no such medium',
      { status: 404, hint: 'Name one by its place, its serial number or its label' },
    );
  if (meant.length > 1)
    throw new OperatorError('guest.many-media', 'The guest has several of these', {
      hint: `Name one by its place: ${meant.map(({ id }) => id).join(', ')}`,
    });
  if (!first.may.allowed) throw new OperatorError('guest.not-possible', first.may.reason ?? 'Not now');
  return { kind: first.kind, id: first.id };
}
