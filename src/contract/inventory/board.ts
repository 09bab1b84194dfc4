import * as z from 'zod';
import { fact } from '../fact.ts';
import { problem } from '../problem.ts';

/** How the box was started. */
export const firmwareInventory = z.object({
  kind: fact(z.enum(['uefi', 'bios'])),
  /** Unknown on BIOS machines. */
  secureBoot: fact(z.boolean()),
});
export type FirmwareInventory = z.infer<typeof firmwareInventory>;

export const tpm = z.object({
  /** The kernel's name, for example `tpm0`; the device is `/dev/tpm0`. */
  name: z.string(),
  /** The TCG's version: `1.2` or `2.0`. */
  version: fact(z.string()),
  description: fact(z.string()),
  problems: z.array(problem),
});
export type Tpm = z.infer<typeof tpm>;

export const sensor = z.object({
  /** The chip's name as the kernel gives it, for example `coretemp`. */
  chip: z.string(),
  /** The kernel's name of the device that the chip watches, for example `nvme0`, `coretemp.1`; absent for one that belongs to none. */
  device: z.string().optional(),
  /** The chip's word for the channel, else the channel's name, for example `temp1`. */
  label: z.string(),
  kind: z.enum(['temperature', 'fan', 'voltage', 'current', 'power', 'humidity']),
  /** °C, revolutions a minute, V, A, W, per cent. */
  value: fact(z.number()),
  /** Limits of the chip in the same unit, where it has them. */
  low: z.number().optional(),
  high: z.number().optional(),
  critical: z.number().optional(),
  /** The chip itself raises an alarm on this channel. */
  alarm: fact(z.boolean()),
});
export type Sensor = z.infer<typeof sensor>;

/** A management controller (IPMI). */
export const bmc = z.object({
  name: z.string(),
  /** IPMI's version, for example `2.0`. */
  ipmiVersion: fact(z.string()),
  firmware: fact(z.string()),
  /** IANA enterprise number, as the kernel writes it. */
  manufacturerId: fact(z.string()),
  productId: fact(z.string()),
  problems: z.array(problem),
});
export type Bmc = z.infer<typeof bmc>;

export const smbiosField = fact(z.string());
/** SMBIOS strings as the firmware gives them, control characters removed; keys are libvirt's names. */
export const smbiosInventory = z.object({
  bios: z.record(z.string(), smbiosField),
  system: z.record(z.string(), smbiosField),
  /** The board that the box is, and the chassis around it. */
  baseBoard: z.record(z.string(), smbiosField),
  chassis: z.record(z.string(), smbiosField),
  /** Risers, backplanes and boards of other nodes; the enclosure around a blade. */
  otherBaseBoards: z.array(z.record(z.string(), smbiosField)),
  otherChassis: z.array(z.record(z.string(), smbiosField)),
  oemStrings: z.array(z.string()),
});
export type SmbiosInventory = z.infer<typeof smbiosInventory>;
