import * as z from 'zod';
import { type LldpNeighbour, plainText } from '../../../contract/index.ts';

const values = z.array(z.object({ value: z.string().optional() })).default([]);

/** What we read of lldpcli's `json0`, in which everything that may come several times is a list. */
const neighbour = z.object({
  name: z.string(),
  via: z.string().optional(),
  chassis: z.array(z.object({ id: values, name: values })).default([]),
  port: z.array(z.object({ id: values, descr: values })).default([]),
});
const listing = z.object({
  lldp: z.array(z.object({ interface: z.array(z.unknown()).default([]) })).default([]),
});

/** The most of a text that is kept: the standard has 255 octets (IEEE 802.1AB, 8.5), and no screen has room for more than a line. */
const longest = 80;

/**
 * Reads `lldpcli -f json0 show neighbors`: by the name of the NIC who was heard there first. What a neighbour says of itself is whatever
 * somebody put on the wire: control characters and overlong texts are cut, and who does not say who it is, is nobody.
 * Throws on text that is not lldpcli's.
 */
export function parseNeighbours(json: string): Map<string, LldpNeighbour> {
  const found = new Map<string, LldpNeighbour>();
  for (const each of listing.parse(JSON.parse(json)).lldp.flatMap((part) => part.interface)) {
    const parsed = neighbour.safeParse(each);
    if (!parsed.success || parsed.data.via !== 'LLDP' || found.has(parsed.data.name)) continue;
    const said = toNeighbour(parsed.data);
    if (said !== undefined) found.set(parsed.data.name, said);
  }
  return found;
}

function toNeighbour({ chassis, port }: z.infer<typeof neighbour>): LldpNeighbour | undefined {
  const chassisId = toText(chassis[0]?.id);
  const portId = toText(port[0]?.id);
  if (chassisId === undefined || portId === undefined) return undefined;
  const systemName = toText(chassis[0]?.name);
  const portDescription = toText(port[0]?.descr);
  return {
    chassisId,
    portId,
    ...(systemName === undefined ? {} : { systemName }),
    ...(portDescription === undefined ? {} : { portDescription }),
  };
}

function toText(said: z.infer<typeof values> | undefined): string | undefined {
  const characters = [...plainText((said?.[0]?.value ?? '').slice(0, 1024)).trim()];
  const text =
    characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : characters.join('');
  return text === '' ? undefined : text;
}
