import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { guestChannel } from '../../contract/index.ts';
import { parseDevices } from './nics/parse-devices.ts';
import { type DomainNic, parseFreeBuses, parseInterfaces } from './nics/parse-interfaces.ts';

/** What we read of a domain's XML as libvirt gives it. */
export interface DomainFacts {
  /** libvirt's number of this run of the domain; absent while it does not run. */
  run: string | undefined;
  vcpus: number | undefined;
  memoryMiB: number | undefined;
  nics: DomainNic[];
  /** Places of the box's PCI devices that it has itself, for example `0000:01:00.0`. */
  devices: string[];
  /** Numbers of the PCI buses on which another device has room. */
  freeBuses: number[];
  /** The guest's agent has opened its channel; false also when the domain does not run. */
  agentConnected: boolean;
  /** The host's end of the channel on which the guest speaks to us: a unix socket. */
  hostChannel: string | undefined;
  /** The socket of the VNC server that shows its display. */
  vncSocket: string | undefined;
}

const text = z.union([
  z.string(),
  z.object({ '#text': z.string() }).transform((element) => element['#text']),
]);
const optionalAttribute = z.string().optional();

const channel = z.object({
  source: z.object({ '@path': optionalAttribute }).optional(),
  target: z.object({ '@name': optionalAttribute, '@state': optionalAttribute }).optional(),
});
const graphics = z.object({ '@type': optionalAttribute, '@socket': optionalAttribute });
const domain = z.object({
  '@id': optionalAttribute,
  memory: text.optional(),
  vcpu: text.optional(),
  devices: z.object({ channel: z.array(channel).default([]), graphics: z.array(graphics).default([]) }),
});

/** Reads libvirt's domain XML, in which memory is always in KiB; `undefined` for text that is none. */
export function parseDomain(xml: string): DomainFacts | undefined {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => name === 'channel' || name === 'graphics',
  });
  const parsed = domain.safeParse(tryParse(parser, xml)?.domain);
  if (!parsed.success) return undefined;
  const { '@id': run, memory, vcpu, devices } = parsed.data;
  return {
    run,
    vcpus: toNumber(vcpu),
    memoryMiB: memory === undefined ? undefined : Math.floor((toNumber(memory) ?? 0) / 1024),
    nics: parseInterfaces(xml),
    devices: parseDevices(xml),
    freeBuses: parseFreeBuses(xml),
    agentConnected: devices.channel.some(
      ({ target }) => target?.['@name'] === 'org.qemu.guest_agent.0' && target['@state'] === 'connected',
    ),
    hostChannel: devices.channel.find(({ target }) => target?.['@name'] === guestChannel)?.source?.['@path'],
    vncSocket: devices.graphics.find((each) => each['@type'] === 'vnc')?.['@socket'],
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
