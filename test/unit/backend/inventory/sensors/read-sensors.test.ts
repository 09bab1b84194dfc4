import { expect, it } from 'vitest';
import { notRead } from '../../../../../src/backend/host/reading.ts';
import { filesOf } from '../../../../../src/backend/host/record/files-of.ts';
import { readSensors } from '../../../../../src/backend/inventory/sensors/read-sensors.ts';
import { known, unknown } from '../../../../../src/contract/index.ts';
import { type MachineFiles, unreadable } from '../../../../support/machine/entries.ts';
import { type ChipInput, chip } from '../../../../support/machine/sensors.ts';

const filesWith = (...chips: ChipInput[]) => {
  const files: MachineFiles = Object.assign({}, ...chips.map(chip));
  return filesOf({ version: 1, files, commands: [] });
};
async function read(...chips: ChipInput[]) {
  const files = filesWith(...chips);
  return (await readSensors(files, files.readText)).sensors;
}
const one = async (attributes: MachineFiles) => (await read({ number: 0, name: 'chip', attributes }))[0];

it('tells what a channel is, with its limits and its device', async () => {
  expect(
    await read({
      number: 3,
      name: 'nvme',
      device: 'pci0000:00/0000:04:00.0/nvme/nvme0',
      attributes: {
        temp1_input: '38850',
        temp1_label: 'Composite',
        temp1_min: '-273150',
        temp1_max: '81850',
        temp1_crit: '84850',
        temp1_alarm: '0',
      },
    }),
  ).toEqual([
    {
      chip: 'nvme',
      device: 'nvme0',
      label: 'Composite',
      kind: 'temperature',
      value: known(38.85),
      high: 81.85,
      critical: 84.85,
      alarm: known(false),
    },
  ]);
});

it('calls a channel by its own name where the chip has no word for it', async () => {
  expect((await one({ in0_input: '1200' }))?.label).toBe('in0');
  expect((await one({ in0_input: '1200', in0_label: ' ' }))?.label).toBe('in0');
});

it('keeps escape sequences and long words of a chip from the screen', async () => {
  const name = 'evil\u001b]0;title\u0007\u001b[2J';
  const [sensor] = await read({
    number: 0,
    name,
    attributes: { temp1_input: '1000', temp1_label: `${'x'.repeat(10_000)}\u0007` },
  });
  expect([sensor?.chip, sensor?.label]).toEqual(['evil', 'x'.repeat(256)]);
});

it('keeps the other sensors when one can not be read', async () => {
  const sensors = await read({
    number: 0,
    name: 'board',
    attributes: {
      temp1_input: unreadable('ENODATA'),
      temp2_input: 'hot',
      temp3_input: '30000',
      fan1_input: '900',
      fan1_fault: '1',
    },
  });
  expect(sensors.map(({ label, value }) => [label, value])).toEqual([
    ['temp1', unknown('it cannot be read')],
    ['temp2', unknown('"hot" makes no sense')],
    ['temp3', known(30)],
    ['fan1', unknown('the chip says that the sensor is broken')],
  ]);
});

it.each([
  [{}, unknown('the chip has no alarm for it')],
  [{ temp1_alarm: '0', temp1_crit_alarm: '1' }, known(true)],
  [{ temp1_alarm: '0', temp1_crit_alarm: '0' }, known(false)],
  [{ temp1_alarm: '0', temp1_crit_alarm: unreadable('EIO') }, unknown('it cannot be read')],
  [{ temp1_alarm: unreadable('EIO'), temp1_crit_alarm: '1' }, known(true)],
])('with alarms %o says %o', async (alarms, alarm) => {
  expect((await one({ temp1_input: '1', ...alarms }))?.alarm).toEqual(alarm);
});

it('comes in the same order whatever numbers the kernel gave', async () => {
  const drive = (number: number, slot: string): ChipInput => ({
    number,
    name: 'nvme',
    device: `pci0000:00/0000:${slot}:00.0/nvme/nvme${number}`,
    attributes: { temp1_input: '1000' },
  });
  const board: ChipInput = { number: 2, name: 'acpitz', attributes: { temp1_input: '1000' } };
  const places = async (...chips: ChipInput[]) =>
    (await read(...chips)).map((sensor) => [sensor.chip, sensor.device]);
  expect(await places(drive(0, '41'), drive(1, '02'), board)).toEqual([
    ['acpitz', undefined],
    ['nvme', 'nvme1'],
    ['nvme', 'nvme0'],
  ]);
});

it('names the device that hangs, and asks the others', async () => {
  const files = filesWith(
    { number: 0, name: 'a', device: 'platform/a.0', attributes: { temp1_input: '1', temp2_input: '2' } },
    { number: 1, name: 'b', attributes: { temp1_input: '1000' } },
  );
  const { sensors, problems } = await readSensors(files, async (path) =>
    path.includes('hwmon0') ? notRead('too-slow', 'late') : files.readText(path),
  );
  expect(sensors.map(({ label, value }) => [label, value])).toEqual([
    ['temp1', unknown('it does not answer')],
    ['temp2', unknown('it does not answer')],
    ['temp1', known(1)],
  ]);
  expect(problems.map(({ message }) => message)).toEqual(['The sensors of a (a.0) do not answer']);
});

it('has none on a machine without', async () => {
  expect(await read()).toEqual([]);
});
