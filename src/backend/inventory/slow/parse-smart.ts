import * as z from 'zod';
import { type Fact, known, plainText, type Smart, unknown } from '../../../contract/index.ts';
import { parseJson } from '../../engine/parse-json.ts';

/** A field that is left out when it is not what it should be: the numbers are the disk's own. */
const lax = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);
const count = lax(z.int().nonnegative());

/** What of smartctl's answer is used; see its JSON output, version 1. */
const answer = z.object({
  smartctl: lax(
    z.object({ exit_status: count, messages: lax(z.array(z.object({ string: lax(z.string()) }))) }),
  ),
  smart_support: lax(z.object({ available: lax(z.boolean()), enabled: lax(z.boolean()) })),
  smart_status: lax(z.object({ passed: lax(z.boolean()) })),
  temperature: lax(z.object({ current: lax(z.int()) })),
  power_on_time: lax(z.object({ hours: count })),
  endurance_used: lax(z.object({ current_percent: count })),
  ata_smart_attributes: lax(
    z.object({
      table: lax(
        z.array(
          z.object({
            id: count,
            name: lax(z.string()),
            value: count,
            raw: lax(z.object({ string: lax(z.string()) })),
          }),
        ),
      ),
    }),
  ),
  nvme_smart_health_information_log: lax(z.object({ percentage_used: count, media_errors: count })),
  scsi_grown_defect_list: count,
  scsi_percentage_used_endurance_indicator: count,
});
type Answer = z.infer<typeof answer>;

/** Bit 3 of smartctl's exit status: the disk says that it is failing; see smartctl(8), EXIT STATUS. */
const failing = 0x08;

/** What `smartctl --json -iHA` prints, whatever its exit status was: most of its bits come with data. */
export function parseSmart(json: string): Fact<Smart> {
  const parsed = answer.safeParse(parseJson(json));
  if (!parsed.success) return unknown("smartctl's answer makes no sense");
  const status = parsed.data.smartctl?.exit_status ?? 0;
  const passed = parsed.data.smart_status?.passed ?? ((status & failing) === 0 ? undefined : false);
  if (passed === undefined) return unknown(toReason(parsed.data));
  const facts = {
    temperatureC: parsed.data.temperature?.current,
    powerOnHours: parsed.data.power_on_time?.hours,
    wearPercent: toWear(parsed.data),
    badSectors: toBadSectors(parsed.data),
  };
  const told = Object.entries(facts).filter(([, value]) => value !== undefined);
  return known({ passed, ...Object.fromEntries(told) });
}

function toReason({ smartctl, smart_support: support }: Answer): string {
  const messages = (smartctl?.messages ?? []).flatMap(({ string }) => string ?? []);
  if (messages.some((message) => /^Device is in .* mode/.test(message))) return 'the disk is asleep';
  if (support?.available === false) return 'the disk has no SMART';
  if (support?.enabled === false) return 'SMART is switched off in the disk';
  const said = plainText(messages[0] ?? '').trim();
  return said === '' ? 'the disk does not say' : `smartctl: ${said.slice(0, 200)}`;
}

/** Attributes whose normalised value falls from 100 to 0 over the rated life, by the names of smartctl's database. */
const wearAttributes = new Set([
  'Media_Wearout_Indicator',
  'Percent_Lifetime_Remain',
  'SSD_Life_Left',
  'Wear_Leveling_Count',
]);

/** NVMe and SAS disks have a figure for it. ATA disks do not: what their makers use instead is known for some by name. */
function toWear(data: Answer): number | undefined {
  const figure =
    data.nvme_smart_health_information_log?.percentage_used ??
    data.scsi_percentage_used_endurance_indicator ??
    data.endurance_used?.current_percent;
  if (figure !== undefined) return figure;
  const left = data.ata_smart_attributes?.table?.find(({ name }) => wearAttributes.has(name ?? ''))?.value;
  return left === undefined || left > 100 ? undefined : 100 - left;
}

/** Reallocated (5) and pending (197) sectors of ATA disks; for others the figure that comes nearest. */
function toBadSectors(data: Answer): number | undefined {
  const figure = data.nvme_smart_health_information_log?.media_errors ?? data.scsi_grown_defect_list;
  if (figure !== undefined) return figure;
  const counts = (data.ata_smart_attributes?.table ?? [])
    .filter(({ id }) => id === 5 || id === 197)
    // Some makers keep more in the raw number; smartctl's text begins with the count.
    .flatMap(({ raw }) => /^\d{1,15}(?!\d)/.exec(raw?.string ?? '')?.[0] ?? []);
  return counts.length === 0 ? undefined : counts.reduce((sum, digits) => sum + Number(digits), 0);
}
