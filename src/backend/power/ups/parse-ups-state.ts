export interface UpsState {
  /** `low`: on battery, and the battery is nearly empty, or the server of NUT has told everybody to power off. */
  power: 'online' | 'on-battery' | 'low' | 'lost';
  replaceBattery: boolean;
  /** As the UPS said when it became so. */
  chargePercent?: number;
  runtimeS?: number;
}

/** Events of upsmon after which it shuts its host down, whatever the UPS says. */
const final = ['SHUTDOWN', 'FSD'];
const lost = ['COMMBAD', 'NOCOMM', 'NOPARENT'];

/** What `bezel-ups-event` has written: `name=value` in lines, in NUT's words. `undefined` when it tells nothing. */
export function parseUpsState(text: string): UpsState | undefined {
  const values = new Map(text.split('\n').map((line) => line.split('=', 2) as [string, string | undefined]));
  const event = values.get('event') ?? '';
  const flags = (values.get('ups.status') ?? '').split(' ');
  const power = toPower(event, flags);
  if (power === undefined) return undefined;
  const chargePercent = toNumber(values.get('battery.charge'), 100);
  const runtimeS = toNumber(values.get('battery.runtime'), 10_000_000);
  return {
    power,
    replaceBattery: flags.includes('RB') || event === 'REPLBATT',
    ...(chargePercent !== undefined && { chargePercent }),
    ...(runtimeS !== undefined && { runtimeS }),
  };
}

function toPower(event: string, flags: string[]): UpsState['power'] | undefined {
  if (final.includes(event) || flags.includes('FSD')) return 'low';
  if (flags.includes('OB')) return flags.includes('LB') ? 'low' : 'on-battery';
  if (flags.includes('OL')) return 'online';
  return lost.includes(event) ? 'lost' : undefined;
}

function toNumber(text: string | undefined, most: number): number | undefined {
  const value = text === undefined || !/^\d{1,9}(\.\d+)?$/.test(text) ? Number.NaN : Math.round(Number(text));
  return value <= most ? value : undefined;
}
