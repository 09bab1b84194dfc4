import { factValue, type Inventory, type Problem, plainText } from '../../../contract/index.ts';
import { withoutDevice } from '../nics/parse-devices.ts';
import type { DiskSource } from '../plan/plan-sources.ts';
import { sourceProblems } from '../plan/plan-sources.ts';
import type { NicSpec } from '../spec.ts';
import type { GoodStart } from './parse-good.ts';
import { parseSources } from './parse-sources.ts';
import { parseSpec } from './parse-spec.ts';

/** The last good configuration on the hardware as it is now. */
export interface GoodPlan {
  start: GoodStart;
  /** What it starts without, in words: `NIC 3 (enp4s0)`. */
  missing: string[];
  /** Why it can't be started at all. */
  obstacle: Problem | undefined;
}

/** The host needs at least this for itself, whatever the policy was. */
const leastForHostMiB = 256;

/**
 * A NIC that is gone is taken out, as if its cable were: the guest starts, and its other devices keep their places. A disk that is gone, that
 * the box itself runs from by now, or memory that is no longer there, stand in the way. `sources` are the disks' sources as the host finds
 * them. The domain has the `name` that the policy gives it now. Of a configuration whose spec is not known nothing else can be said: libvirt decides.
 */
export function planGood(
  good: GoodStart,
  inventory: Pick<Inventory, 'nics' | 'disks' | 'memory' | 'cpu'>,
  sources: ReadonlyMap<string, DiskSource>,
  name: string | undefined,
): GoodPlan {
  const spec = parseSpec(good.spec);
  const gone = (spec.nics ?? []).filter(({ nic }) => !inventory.nics.some(({ name }) => name === nic));
  const isRenamed = name !== undefined && spec.name !== undefined && spec.name !== name;
  const xml = gone.reduce(withoutNic, isRenamed ? withName(good.xml, name) : good.xml);
  const nics = (spec.nics ?? []).filter((nic) => !gone.includes(nic));
  const totalMiB = factValue(inventory.memory.totalMiB);
  const wantedMiB = spec.memory?.mib ?? 0;
  const obstacles = [
    ...(spec.accelerator === 'kvm' && factValue(inventory.cpu.kvm) !== true
      ? [obstacle('guest.no-kvm', 'needs KVM, and the box has none')]
      : []),
    ...(totalMiB !== undefined && wantedMiB + leastForHostMiB > totalMiB
      ? [
          obstacle(
            'guest.too-little-memory',
            `needs ${wantedMiB} MiB of memory, and the box has ${totalMiB} MiB`,
          ),
        ]
      : []),
    ...(spec.disks ?? []).flatMap(({ source }) =>
      sourceProblems(source, sources.get(source), inventory.disks),
    ),
    // Whatever the template adds, and also where the spec is not known: the box's own disk is never given away.
    ...parseSources(good.xml).flatMap((source) =>
      sources.get(source)?.exists === true
        ? sourceProblems(source, sources.get(source), inventory.disks)
        : [],
    ),
  ];
  return {
    start:
      xml === good.xml
        ? good
        : { ...good, xml, spec: JSON.stringify({ ...spec, nics, ...(isRenamed ? { name } : {}) }) },
    missing: gone.map(({ slot, nic }) => `NIC ${slot} (${plainText(nic)})`),
    obstacle: obstacles[0],
  };
}

/** Names have letters, digits and `_ . -` only. */
const withName = (xml: string, name: string): string =>
  xml.replace(/<name>[^<]*<\/name>/, `<name>${name}</name>`);

/** An element of the guest's NIC is known by its hardware address. */
function withoutNic(xml: string, { mac, via, place }: NicSpec): string {
  if (via === 'vfio') return place === null ? xml : withoutDevice(xml, place);
  return xml.replace(/\s*<interface\b[^>]*>[\s\S]*?<\/interface>/g, (element) =>
    element.toLowerCase().includes(mac.toLowerCase()) ? '' : element,
  );
}

const obstacle = (code: string, what: string): Problem => ({
  code,
  severity: 'error',
  message: `The last good configuration ${what}`,
});
