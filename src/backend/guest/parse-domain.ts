import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { parseDevices } from './nics/parse-devices.ts';
import { type DomainNic, parseFreeBuses, parseInterfaces } from './nics/parse-interfaces.ts';

/** What we read of a domain's XML as libvirt gives it. */
export interface DomainFacts {
  vcpus: number | undefined;
  memoryMiB: number | undefined;
  nics: DomainNic[];
  /** Places of the box's PCI devices that it has itself, for example `0000:01:00.0`. */
  devices: string[];
  /** Numbers of the PCI buses on which another device has room. */
  freeBuses: number[];
  /** The guest's agent has opened its channel; false also when the domain does not run. */
  agentConnected: boolean;
}

const text = z.union([
  z.string(),
  z.object({ '#text': z.string() }).transform((element) => element['#text']),
]);
const optionalAttribute = z.string().optional();

const channel = z.object({
  target: z.object({ '@name': optionalAttribute, '@state': optionalAttribute }).optional(),
});
const domain = z.object({
  memory: text.optional(),
  vcpu: text.optional(),
  devices: z.object({ channel: z.array(channel).default([]) }),
});

/** Reads libvirt's domain XML, in which memory is always in KiB; `undefined` for text that is none. */
export function parseDomain(xml: string): DomainFacts | undefined {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => name === 'channel',
  });
  const parsed = domain.safeParse(tryParse(parser, xml)?.domain);
  if (!parsed.success) return undefined;
  const { memory, vcpu, devices } = parsed.data;
  return {
    vcpus: toNumber(vcpu),
    memoryMiB: memory === undefined ? undefined : Math.floor((toNumber(memory) ?? 0) / 1024),
    nics: parseInterfaces(xml),
    devices: parseDevices(xml),
    freeBuses: parseFreeBuses(xml),
    agentConnected: devices.channel.some(
      ({ target }) => target?.['@name'] === 'org.qemu.guest_agent.0' && target['@state'] === 'connected',
    ),
  };
}

function tryParse(parser: XMLParser, xml: string): { domain?: unknown } | undefined {
  try {
    return parser.parse(xml) as { domain?: unknown };
  } catch {
    return undefined;
  }
}

const toNumber = (digits: string | undefined): number | undefined =>
  digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : undefined;
