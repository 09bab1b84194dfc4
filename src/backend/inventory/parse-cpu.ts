export interface CpuDescription {
  model?: string;
  vendor?: string;
  virtualisation: 'vmx' | 'svm' | 'none';
}

/** The first processor of `/proc/cpuinfo` (x86); `undefined` when there is none. */
export function parseCpuDescription(cpuinfo: string): CpuDescription | undefined {
  const first = cpuinfo.split(/\n\s*\n/, 1)[0] ?? '';
  const fields = new Map(first.split('\n').map((line) => splitField(line)));
  if (!fields.has('processor')) return undefined;
  const flags = new Set((fields.get('flags') ?? '').split(' '));
  const model = fields.get('model name');
  const vendor = fields.get('vendor_id');
  return {
    ...(model ? { model } : {}),
    ...(vendor ? { vendor } : {}),
    virtualisation: flags.has('vmx') ? 'vmx' : flags.has('svm') ? 'svm' : 'none',
  };
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** Where one logical processor sits. */
export interface CpuPlace {
  packageId: number;
  coreId: number;
}

export interface CpuTopology {
  sockets: number;
  cores: number;
  /** The most that any core has: hybrid processors have cores with one thread beside cores with two. */
  threadsPerCore: number;
}

/** Counts sockets, cores and threads; `undefined` without any processor. A core's number is unique within its package only. */
export function toTopology(places: readonly CpuPlace[]): CpuTopology | undefined {
  const threads = new Map<string, number>();
  for (const { packageId, coreId } of places) {
    const core = `${packageId}/${coreId}`;
    threads.set(core, (threads.get(core) ?? 0) + 1);
  }
  if (threads.size === 0) return undefined;
  return {
    sockets: new Set(places.map((place) => place.packageId)).size,
    cores: threads.size,
    threadsPerCore: Math.max(...threads.values()),
  };
}
