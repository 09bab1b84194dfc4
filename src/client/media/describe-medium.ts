import type { Availability, Drive, Medium } from '../../contract/index.ts';
import { plain } from '../hardware/cells.ts';
import type { Block, Cell, Field } from '../hardware/model.ts';
import { formatBytes, formatYesNo } from '../units.ts';
import {
  activityWords,
  discWords,
  holderCell,
  idsWords,
  isDrive,
  type MediaRow,
  makeWords,
  sizeWords,
  stateCell,
} from './words.ts';

/** Everything that is known of one USB disk, device or drive, for every view. */
export const describeMedium = (row: MediaRow): Block[] => [
  { kind: 'fields', fields: describeHolding(row) },
  isDrive(row)
    ? { kind: 'fields', title: 'The drive itself', fields: describeDrive(row) }
    : { kind: 'fields', title: `The ${row.kind} itself`, fields: describeDisk(row) },
];

const said = (label: string, text: string | undefined, otherwise = 'not known'): Field => ({
  label,
  cell: plain(text ?? otherwise),
});

const describeHolding = (medium: MediaRow): Field[] => [
  {
    label: isDrive(medium) ? 'Drive' : medium.kind === 'disk' ? 'USB disk' : 'USB device',
    cell: plain(`${medium.id}, ${makeWords(medium)}`, 'main'),
  },
  { label: 'Held by', cell: holderCell(medium) },
  said('Why', medium.why),
  { label: 'In the guest', cell: stateCell(medium) },
  said("Guest's place", medium.target, 'none'),
  { label: 'Give', cell: actionCell(medium.actions.attach) },
  { label: 'Take back', cell: actionCell(medium.actions.detach) },
  ...(isDrive(medium)
    ? [
        { label: 'Eject', cell: actionCell(medium.actions.eject) },
        { label: 'Eject by force', cell: actionCell(medium.actions['force-eject']) },
        { label: 'Insert an image', cell: actionCell(medium.actions.insert) },
      ]
    : [{ label: 'Remove safely', cell: actionCell(medium.actions.remove) }]),
  ...(!isDrive(medium) && medium.kind === 'disk'
    ? [
        { label: 'Lend to the host', cell: actionCell(medium.actions.lend) },
        { label: 'Return', cell: actionCell(medium.actions.return) },
      ]
    : []),
];

const actionCell = ({ allowed, reason }: Availability): Cell =>
  plain(allowed ? 'possible' : `not possible: ${reason ?? 'not now'}`);

const modes: Record<Drive['mode'], string> = {
  drive: 'the drive itself',
  medium: 'a drive of its own, with the disc of this one',
  none: 'nothing',
};

const describeDrive = (drive: Drive): Field[] => [
  said('Port', drive.port),
  said('Node', drive.node),
  said('The guest gets', modes[drive.mode]),
  said('Disc', discWords(drive)),
  ...(drive.image === undefined ? [] : [said('Image', drive.image)]),
  ...(drive.sizeBytes === undefined ? [] : [said('Size', formatBytes(drive.sizeBytes))]),
  ...(drive.trayOpen === undefined ? [] : [said("Tray of the guest's", drive.trayOpen ? 'open' : 'closed')]),
  ...(idsWords(drive) === undefined ? [] : [said('Vendor:product', idsWords(drive))]),
  said('Vendor', drive.vendor),
  said('Model', drive.model),
  ...(drive.serial === undefined ? [] : [said('Serial number', drive.serial)]),
];

const describeDisk = (medium: Medium): Field[] => [
  said('Port', medium.port),
  said('Node', medium.node),
  medium.kind === 'disk' ? said('Size', sizeWords(medium)) : said('USB classes', medium.classes?.join(', ')),
  ...(medium.sectorBytes === undefined ? [] : [said('Sectors', `${medium.sectorBytes} bytes`)]),
  ...(medium.activity === undefined ? [] : [said('Activity', activityWords(medium.activity))]),
  ...(medium.readOnly === undefined ? [] : [said('Read-only', formatYesNo(medium.readOnly))]),
  ...(medium.present && medium.kind === 'disk' ? [said('Removable', formatYesNo(medium.removable))] : []),
  said('Vendor:product', idsWords(medium)),
  said('Vendor', medium.vendor),
  said('Model', medium.model),
  said('Serial number', medium.serial),
];
