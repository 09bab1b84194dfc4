import { type Fact, known, type Sensor, unknown } from '../../../contract/index.ts';
import type { ReadText } from '../../host/read-within.ts';
import { toFact } from '../facts.ts';
import { parseFlag, parseLine } from '../parse-scalar.ts';
import { type Channel, parseLimit, parseValue, toAlarms, toInput } from './parse-channel.ts';

const limits = { low: 'min', high: 'max', critical: 'crit' } as const;

/** One channel of the chip at `home`, one attribute after another: behind them may be a slow bus. */
export async function readChannel(
  home: string,
  channel: Channel,
  ask: ReadText,
): Promise<Omit<Sensor, 'chip' | 'device'>> {
  const { kind, name } = channel;
  const label = await readText(home, channel, 'label', ask);
  const value = await readValue(home, channel, ask);
  const told: Partial<Record<keyof typeof limits, number>> = {};
  for (const [key, attribute] of Object.entries(limits) as [keyof typeof limits, string][]) {
    const text = await readText(home, channel, attribute, ask);
    const limit = text === undefined ? undefined : parseLimit(text, kind);
    if (limit !== undefined) told[key] = limit;
  }
  const alarm = await readAlarm(home, channel, ask);
  return {
    label: (label === undefined ? undefined : parseLine(label)) ?? name,
    kind,
    value,
    ...told,
    alarm,
  };
}

async function readText(
  home: string,
  { name, attributes: has }: Channel,
  attribute: string,
  ask: ReadText,
): Promise<string | undefined> {
  if (!has.has(attribute)) return undefined;
  const reading = await ask(`${home}/${name}_${attribute}`);
  return reading.ok ? reading.value : undefined;
}

/** A chip that reports a fault of the sensor itself (an open wire) still gives a number, which means nothing. */
async function readValue(home: string, channel: Channel, ask: ReadText): Promise<Fact<number>> {
  const fault = await readText(home, channel, 'fault', ask);
  if (fault !== undefined && parseFlag(fault) === true)
    return unknown('the chip says that the sensor is broken');
  const input = toInput(channel.attributes) ?? 'input';
  return toFact(await ask(`${home}/${channel.name}_${input}`), (text) => parseValue(text, channel.kind));
}

/** True when one alarm is raised; false when all can be read and none is. */
async function readAlarm(home: string, channel: Channel, ask: ReadText): Promise<Fact<boolean>> {
  const alarms = toAlarms(channel.attributes);
  if (alarms.length === 0) return unknown('the chip has no alarm for it');
  let silent: Fact<boolean> | undefined;
  for (const alarm of alarms) {
    const fact = toFact(await ask(`${home}/${channel.name}_${alarm}`), parseFlag);
    if (fact.state !== 'known') silent = fact;
    else if (fact.value) return known(true);
  }
  return silent ?? known(false);
}
