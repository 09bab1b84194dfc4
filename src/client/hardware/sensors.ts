import type { Inventory, Sensor } from '../../contract/index.ts';
import { cell, plain } from './cells.ts';
import type { Block, Cell } from './model.ts';
import { type ColumnOf, toTable } from './to-table.ts';

export const describeSensors = ({ sensors }: Inventory): Block[] => [
  toTable(sensors, columns, { none: 'No sensor is seen.' }),
];

const UNITS: Record<Sensor['kind'], string> = {
  temperature: '°C',
  fan: 'rpm',
  voltage: 'V',
  current: 'A',
  power: 'W',
  humidity: '%',
};

const withUnit =
  ({ kind }: Sensor) =>
  (value: number): string =>
    `${Number(value.toFixed(3))} ${UNITS[kind] ?? ''}`;

/**
 * How it is, by the chip's own alarm and limits. Where the chip gives neither, nothing is said: a value alone is neither good nor bad.
 */
function toCondition({ value, low, high, critical, alarm }: Sensor): Cell {
  if (alarm.state === 'known' && alarm.value) return plain('ALARM', 'bad');
  const unlimited = low === undefined && high === undefined && critical === undefined;
  if (value.state === 'known') {
    if (critical !== undefined && value.value >= critical) return plain('CRITICAL', 'bad');
    if (high !== undefined && value.value >= high) return plain('high', 'warning');
    if (low !== undefined && value.value <= low) return plain('low', 'warning');
  }
  if ((value.state !== 'known' || unlimited) && alarm.state !== 'known') {
    return { fact: { state: 'unknown' } };
  }
  return plain('normal', 'good');
}

const limit = (sensor: Sensor, value: number | undefined): Cell | undefined =>
  value === undefined ? undefined : plain(withUnit(sensor)(value));

/** The chip, where the device that it watches does not say it already: `nvme0` has the chip `nvme`. */
const chipBeside = ({ chip, device }: Sensor): Cell | undefined =>
  device === undefined || device.startsWith(chip) ? undefined : plain(chip);

const columns: ColumnOf<Sensor>[] = [
  { title: 'Sensor', rank: 0, most: 24, cell: ({ label }) => plain(label, 'main') },
  {
    title: 'Value',
    rank: 1,
    most: 12,
    align: 'right',
    cell: (sensor) => cell(sensor.value, withUnit(sensor)),
  },
  { title: 'Condition', rank: 2, most: 10, cell: toCondition },
  { title: 'Low', rank: 6, most: 10, align: 'right', cell: (sensor) => limit(sensor, sensor.low) },
  { title: 'High', rank: 4, most: 10, align: 'right', cell: (sensor) => limit(sensor, sensor.high) },
  { title: 'Critical', rank: 5, most: 10, align: 'right', cell: (sensor) => limit(sensor, sensor.critical) },
  { title: 'Place', rank: 3, most: 16, cell: ({ chip, device }) => plain(device ?? chip) },
  { title: 'Chip', rank: 7, most: 16, cell: chipBeside },
];
