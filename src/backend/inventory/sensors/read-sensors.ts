import type { Problem, Sensor } from '../../../contract/index.ts';
import type { Files } from '../../host/files.ts';
import type { ReadText } from '../../host/read-within.ts';
import { naturally } from '../natural-order.ts';
import { parseLine } from '../parse-scalar.ts';
import { readInTurn } from '../read-in-turn.ts';
import { type Channel, parseChannels } from './parse-channel.ts';
import { readChannel } from './read-channel.ts';

const folder = '/sys/class/hwmon';
/** More than any machine has. */
const maxChips = 256;

interface Chip {
  home: string;
  name: string;
  device: string | undefined;
  /** Where the device sits: unlike the kernel's numbers of chips, the same at each boot. */
  place: string;
  channels: Channel[];
}

/**
 * What the chips measure, sorted by the chips' names and places. A sensor that can't be read says so, and hides no other.
 * `ask` reads what the devices have to answer.
 */
export async function readSensors(
  files: Files,
  ask: ReadText,
): Promise<{ sensors: Sensor[]; problems: Problem[] }> {
  const names = await files.listNames(folder);
  const numbers = (names.ok ? names.value : []).filter((name) => /^hwmon\d+$/.test(name));
  const chips = await Promise.all(numbers.slice(0, maxChips).map((number) => readChip(files, number)));
  chips.sort(byPlace);
  const { results, hanging } = await readInTurn(ask, chips, readChannels);
  return {
    sensors: results.flat(),
    problems: chips.filter((_, index) => hanging.has(index)).map(toProblem),
  };
}

async function readChannels({ home, name, device, channels }: Chip, ask: ReadText): Promise<Sensor[]> {
  const sensors: Sensor[] = [];
  for (const channel of channels) {
    const reading = await readChannel(home, channel, ask);
    sensors.push({ chip: name, ...(device === undefined ? {} : { device }), ...reading });
  }
  return sensors;
}

async function readChip(files: Files, number: string): Promise<Chip> {
  const home = `${folder}/${number}`;
  const [name, device, place, entries] = await Promise.all([
    files.readText(`${home}/name`),
    files.readLinkName(`${home}/device`),
    files.readRealPath(`${home}/device`),
    files.listNames(home),
  ]);
  return {
    home,
    name: (name.ok ? parseLine(name.value) : undefined) ?? number,
    device: device.ok ? parseLine(device.value) : undefined,
    place: place.ok ? place.value : number,
    channels: parseChannels(entries.ok ? entries.value : []),
  };
}

const byPlace = (a: Chip, b: Chip): number => naturally(a.name, b.name) || naturally(a.place, b.place);

const toProblem = ({ name, device }: Chip): Problem => ({
  code: 'inventory.sensors-silent',
  severity: 'warning',
  message: `The sensors of ${device === undefined ? name : `${name} (${device})`} do not answer`,
  hint: 'The device that they watch may hang: see the log of the kernel',
});
