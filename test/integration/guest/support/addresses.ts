import { XMLParser } from 'fast-xml-parser';

type Element = Record<string, unknown>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (_, path) => /^domain\.devices\.\w+$/.test(String(path)),
});

/** What tells devices of one sort apart, tried in this order. */
const keys = ['@index', 'target', 'mac', 'source'];

/** Where each device of a domain's XML is: `interface 3e:ec:…` → `pci 0x00:0x02.0x0`. Devices without an address are left out. */
export function readAddresses(xml: string): Map<string, string> {
  const { devices } = (parser.parse(xml) as { domain: { devices: Record<string, Element[]> } }).domain;
  const addresses = new Map<string, string>();
  for (const [sort, elements] of Object.entries(devices)) {
    for (const element of Array.isArray(elements) ? elements : []) {
      const { address } = element as { address?: Record<string, string> };
      if (address !== undefined) addresses.set(`${sort} ${nameOf(element)}`, toPlace(address));
    }
  }
  return addresses;
}

function nameOf(element: Element): string {
  const type = String(element['@type'] ?? '');
  const key = keys.find((name) => element[name] !== undefined);
  if (key === undefined) return '';
  if (key === '@index') return `${type} ${element[key]}`;
  const { '@address': address, '@dev': dev, '@name': name } = element[key] as Record<string, string>;
  return dev ?? name ?? address ?? '';
}

const toPlace = ({
  '@type': type,
  '@domain': _,
  '@multifunction': __,
  ...numbers
}: Record<string, string>): string =>
  `${type} ${Object.entries(numbers)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `${name.slice(1)}=${Number(value)}`)
    .join(' ')}`;
