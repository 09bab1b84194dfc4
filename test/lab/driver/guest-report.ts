import { z } from 'zod';
import { reachPrompt } from './guest-shell.ts';
import type { SerialSeat } from './serial.ts';
import { waitFor } from './wait.ts';

const text = z.record(z.string(), z.string());

/** What the demo guest says it sees of its machine. */
export const guestReportSchema = z.object({
  bios: text,
  system: text,
  board: text,
  chassis: text,
  oemStrings: z.array(z.string()),
  uuid: z.string(),
  cpus: z.number(),
  sockets: z.number(),
  /** Of all sockets together. */
  cores: z.number(),
  /** NUMA nodes; 0 with a kernel that knows none. */
  nodes: z.number(),
  /** The modules' sum, as SMBIOS tells it. */
  memoryMiB: z.number(),
  disks: z.array(z.object({ name: z.string(), sizeBytes: z.number(), serial: z.string() })),
  drives: z.array(z.object({ name: z.string(), model: z.string(), disc: z.string().nullable() })),
  /** Those that stand for NICs of the box. */
  nics: z.array(
    z.object({
      name: z.string(),
      mac: z.string(),
      /** Its PCI address. */ place: z.string(),
      /** IPv4, with prefix lengths. */
      addresses: z.array(z.string()),
      carrier: z.boolean(),
    }),
  ),
  /** The NIC on the private link; `null` without one. */
  privateLink: z
    .object({
      name: z.string(),
      mac: z.string(),
      place: z.string(),
      addresses: z.array(z.string()),
      /** What the box says to `GET /v1/box`, as it came; empty when it does not answer. */
      answer: z.string(),
    })
    .nullable(),
  /** As `ip route` shows them. */
  defaultRoutes: z.array(z.string()),
  /** How often this guest has booted with its data disk. */
  boots: z.number(),
});

export type GuestReport = z.infer<typeof guestReportSchema>;

/** The last whole report in what a guest has written on its serial console: all of it, or the members that are named. Pure. */
export function parseLastReport<K extends keyof GuestReport = keyof GuestReport>(
  output: string,
  keys?: readonly K[],
): Pick<GuestReport, K> | undefined {
  const line = [...output.matchAll(/BEZEL-REPORT (\{.*\})\r?\n/g)].at(-1)?.[1];
  if (line === undefined) return undefined;
  const report: unknown = JSON.parse(line);
  if (keys === undefined) return guestReportSchema.parse(report);
  const mask = Object.fromEntries(keys.map((key) => [key, true])) as { [key in keyof GuestReport]?: true };
  return guestReportSchema.pick(mask).parse(report) as Pick<GuestReport, K>;
}

/** Asks the demo guest on its serial console, as soon as it has a prompt there. The whole takes an emulated guest seconds. */
export async function askForReport<K extends keyof GuestReport>(
  seat: SerialSeat,
  keys: readonly K[] | undefined,
  timeoutMs: number,
): Promise<Pick<GuestReport, K>> {
  await reachPrompt(seat, timeoutMs);
  const before = seat.raw().length;
  await seat.type(`${['report', ...(keys ?? [])].join(' ')}\r`);
  const answer = () => parseLastReport(seat.raw().subarray(before).toString(), keys);
  return waitFor(answer, { what: "the guest's report", timeoutMs });
}
