import * as z from 'zod';
import { parseJson } from '../../engine/parse-json.ts';
import { type Identity, identity } from '../identity.ts';
import type { GuestSpec } from '../spec.ts';

const int = z.int();
const text = z.string();
const pci = z.object({ bus: text, slot: text, function: text });

const entries = z.array(z.object({ name: text, value: text }));

const keys = {
  name: text,
  uuid: text,
  os: z.enum(['linux', 'windows']),
  accelerator: z.enum(['kvm', 'tcg']),
  machine: text,
  firmware: z.object({ kind: z.enum(['bios', 'uefi']), secureBoot: z.boolean() }),
  memory: z.object({ mib: int, hugePageKiB: int.nullable() }),
  cpu: z.object({
    mode: z.enum(['host-passthrough', 'host-model', 'maximum', 'custom']),
    model: text.nullable(),
    features: z.array(text),
    vcpus: int,
    sockets: int,
    dies: int,
    cores: int,
    threads: int,
    pins: z.array(z.object({ vcpu: int, cpuset: text })),
    emulatorCpuset: text.nullable(),
  }),
  cells: z.array(
    z.object({
      id: int,
      cpus: text,
      memoryMiB: int,
      hostNode: int,
      distances: z.array(z.object({ id: int, value: int })),
    }),
  ),
  iommu: z.boolean(),
  smbios: z
    .object({
      bios: entries,
      system: entries,
      baseBoard: entries,
      chassis: entries,
      oemStrings: z.array(text),
    })
    .nullable(),
  rootPorts: z.array(pci.extend({ index: int, multifunction: z.boolean() })),
  scsi: z.boolean(),
  drives: z.boolean(),
  disks: z.array(
    z.object({
      target: text,
      bus: z.enum(['virtio', 'scsi', 'sata']),
      kind: z.enum(['block', 'file']),
      format: z.enum(['raw', 'qcow2']),
      source: text,
      serial: text.nullable(),
      cache: text,
      io: z.enum(['native', 'threads']),
      discard: z.boolean(),
      readOnly: z.boolean(),
      pci: pci.nullable(),
      drive: z.object({ controller: int, bus: int, target: int, unit: int }).nullable(),
    }),
  ),
  nics: z.array(
    z.object({
      slot: int,
      nic: text,
      place: text.nullable(),
      label: text,
      via: z.enum(['bridge', 'macvtap', 'vfio']).catch('bridge'),
      bridge: text.nullable(),
      host: pci.extend({ domain: text }).nullable().catch(null),
      mac: text,
      model: text,
      pci,
      mtu: int.nullable().catch(null),
      link: z.enum(['up', 'down']).nullable().catch(null),
    }),
  ),
  privateLink: z.object({ bridge: text, mac: text, pci }).nullable(),
  tpm: z
    .object({ kind: z.enum(['emulated', 'passthrough']), model: text, device: text.nullable() })
    .nullable(),
  watchdog: z.object({ model: z.enum(['i6300esb', 'itco']), action: text }).nullable(),
  panics: z.array(z.enum(['isa', 'hyperv'])),
  rng: z.boolean(),
  display: z.object({
    vnc: z.boolean(),
    socket: text.nullable().default(null),
    video: z.enum(['virtio', 'vga', 'bochs', 'none']),
  }),
  agent: z.boolean(),
  channels: z.array(text),
  serialLog: text,
} satisfies { [K in keyof GuestSpec]: z.ZodType<GuestSpec[K]> };

/**
 * The spec of an earlier start as it was stored. It may be that of an earlier version of the host: what is not understood of it is left out,
 * and nothing at all remains of a text that is no spec.
 */
export function parseSpec(stored: string | undefined): Partial<GuestSpec> {
  const value = parseJson(stored ?? '');
  if (typeof value !== 'object' || value === null) return {};
  const known = Object.entries(keys).flatMap(([key, schema]) => {
    const parsed = schema.safeParse((value as Record<string, unknown>)[key]);
    return parsed.success ? [[key, parsed.data]] : [];
  });
  return Object.fromEntries(known) as Partial<GuestSpec>;
}

/** The identity that was stored with an earlier start. */
export function parseIdentity(stored: string | undefined): Identity | undefined {
  const parsed = identity.safeParse(parseJson(stored ?? ''));
  return parsed.success ? parsed.data : undefined;
}
