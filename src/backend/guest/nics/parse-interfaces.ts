import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';

/** An `<interface>` of a domain's XML, running or rendered. */
export interface DomainNic {
  /** In small letters. */
  mac: string;
  /** Empty for one that is joined to something else than a bridge. */
  bridge: string;
  /** libvirt's name of the device; the running domain's have one. */
  alias: string | undefined;
  link: 'up' | 'down';
  /** The PCI bus that it is on, by number; absent where libvirt chooses. */
  bus: number | undefined;
  /** The whole element as it stands in the XML. */
  element: string;
}

const optional = z.string().optional();
const schema = z.object({
  mac: z.object({ '@address': z.string() }),
  source: z.object({ '@bridge': optional }).optional().catch(undefined),
  alias: z.object({ '@name': optional }).optional(),
  link: z.object({ '@state': optional }).optional(),
  address: z.object({ '@type': optional, '@bus': optional }).optional(),
});

/** The NICs of a domain's XML in its order. What is no understandable element is left out. */
export function parseInterfaces(xml: string): DomainNic[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
  });
  const elements = withoutComments(xml).match(/<interface\b[^>]*>[\s\S]*?<\/interface>/g) ?? [];
  return elements.flatMap((element) => {
    const parsed = schema.safeParse(tryParse(parser, element));
    return parsed.success ? [toNic(parsed.data, element)] : [];
  });
}

function toNic({ mac, source, alias, link, address }: z.infer<typeof schema>, element: string): DomainNic {
  return {
    mac: mac['@address'].toLowerCase(),
    bridge: source?.['@bridge'] ?? '',
    alias: alias?.['@name'],
    link: link?.['@state'] === 'down' ? 'down' : 'up',
    bus: address?.['@type'] === 'pci' ? toBus(address['@bus']) : undefined,
    element,
  };
}

/** The buses behind root ports of a running domain on which nothing is, by number. */
export function parseFreeBuses(xml: string): number[] {
  const text = withoutComments(xml);
  const taken = new Set(
    (text.match(/<address\b[^>]*>/g) ?? [])
      .filter((address) => /\btype=['"]pci['"]/.test(address))
      .map((address) => toBus(/\bbus=['"]([^'"]*)['"]/.exec(address)?.[1])),
  );
  return (text.match(/<controller\b[^>]*>/g) ?? [])
    .filter((controller) => /\bmodel=['"]pcie-root-port['"]/.test(controller))
    .map((controller) => Number(/\bindex=['"](\d+)['"]/.exec(controller)?.[1]))
    .filter((index) => Number.isInteger(index) && !taken.has(index));
}

const withoutComments = (xml: string): string => xml.replace(/<!--[\s\S]*?-->/g, '');

/** `0x11` or `17`. */
function toBus(text: string | undefined): number | undefined {
  const bus = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isInteger(bus) ? bus : undefined;
}

function tryParse(parser: XMLParser, element: string): unknown {
  try {
    return (parser.parse(element) as { interface?: unknown }).interface;
  } catch {
    return undefined;
  }
}
