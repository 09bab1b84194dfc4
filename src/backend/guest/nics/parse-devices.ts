/** An `<hostdev>` of the PCI bus, and the address of its `<source>`. */
const elements = /<hostdev\b[^>]*\btype=['"]pci['"][^>]*>[\s\S]*?<\/hostdev>/g;
const source = /<source\b[^>]*>[\s\S]*?<address\b([^>]*)>/;

/** The place of the box's PCI device that an element of a domain's XML gives to the guest, for example `0000:01:00.0`. */
export function parsePlace(element: string): string | undefined {
  const attributes = source.exec(element)?.[1] ?? '';
  const read = (name: string, digits: number): string | undefined => {
    const number = Number(new RegExp(`\\b${name}=['"]([^'"]+)['"]`).exec(attributes)?.[1]);
    return Number.isInteger(number) ? number.toString(16).padStart(digits, '0') : undefined;
  };
  const [domain = '0000', bus, slot, fn] = [
    read('domain', 4),
    read('bus', 2),
    read('slot', 2),
    read('function', 1),
  ];
  return bus === undefined || slot === undefined || fn === undefined
    ? undefined
    : `${domain}:${bus}:${slot}.${fn}`;
}

/** The places of the box's PCI devices that a domain has itself. */
export const parseDevices = (xml: string): string[] =>
  (xml.replace(/<!--[\s\S]*?-->/g, '').match(elements) ?? []).flatMap((element) => parsePlace(element) ?? []);

/** The XML without the box's PCI device at this place. */
export const withoutDevice = (xml: string, place: string): string =>
  xml.replace(new RegExp(`\\s*${elements.source}`, 'g'), (element) =>
    parsePlace(element) === place ? '' : element,
  );
