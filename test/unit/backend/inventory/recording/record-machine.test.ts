import { describe, expect, it } from 'vitest';
import type { MachineRecord } from '../../../../../src/backend/host/record/model.ts';
import { recordMachine } from '../../../../../src/backend/inventory/recording/record-machine.ts';
import { toUsedNames } from '../../../../../src/backend/inventory/recording/to-used-names.ts';
import type { Inventory } from '../../../../../src/contract/index.ts';
import { bytesOfRecord } from '../../../../support/machine/bytes-of-record.ts';
import {
  machine,
  machineNames,
  machineOfRecord,
  machineRecord,
  readMachine,
  standingClock,
} from '../../../../support/machines.ts';

const read = (record: MachineRecord): Promise<Inventory> => readMachine(machineOfRecord(record));

/** What may differ in a redacted inventory, by the end of its path. */
const identifying = /(^hostname|\.(serial|asset|uuid|wwn|mac|permanentMac|physicalPortId)\.value)$/;

/** Where two inventories differ. */
function differences(a: unknown, b: unknown, path = ''): { path: string; from: unknown; to: unknown }[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? [] : [{ path, from: a, to: b }];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) =>
    differences((a as never)[key], (b as never)[key], path === '' ? key : `${path}.${key}`),
  );
}

describe.each(machineNames)('recording %s again', (name) => {
  it('gives the same inventory', async () => {
    const { files, run } = machine(name);
    const again = await recordMachine(files, run, standingClock, undefined);
    expect(await read(again)).toEqual(await read(machineRecord(name)));
  });

  it('and redacting it changes what identifies it, and nothing else', async () => {
    const { files, run } = machine(name);
    const again = await recordMachine(files, run, standingClock, Buffer.from('key'));
    const changed = differences(await read(machineRecord(name)), await read(again));
    expect(changed.filter(({ path }) => !identifying.test(path))).toEqual([]);
    for (const { from, to } of changed) expect(String(to)).toHaveLength(String(from).length);
    expect(changed.map(({ path }) => path)).toContain('hostname');
    const bytes = bytesOfRecord(again).toLowerCase();
    const telling = changed.map(({ from }) => String(from)).filter(({ length }) => length >= 6);
    expect(telling.filter((own) => bytes.includes(own.toLowerCase()))).toEqual([]);
  });
});

it('keeps the names of what the machine has, of all PCI devices that there are', () => {
  const ids = `#\tList of PCI ID's
8086  Intel Corporation
\t1521  I350 Gigabit Network Connection
\t\t8086 0001  Server Adapter
\t1533  I210 Gigabit Network Connection
1521  Vendor of that number
10de  NVIDIA Corporation
\t1521  Something else
C 02  Network controller
\t00  Ethernet controller
C 03  Display controller
\t00  VGA compatible controller
`;
  expect(
    toUsedNames(ids, { '/sys/devices/pci/uevent': 'DRIVER=igb\nPCI_CLASS=20000\nPCI_ID=8086:1521\n' }),
  ).toBe(`# The names of what this machine has.
8086  Intel Corporation
\t1521  I350 Gigabit Network Connection
C 02  Network controller
\t00  Ethernet controller
`);
});
