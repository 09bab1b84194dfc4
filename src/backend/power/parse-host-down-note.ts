/** What happened to the guest when the host went down and bezeld did not answer. */
export interface HostDownNote {
  /** When the host began to go down. */
  at: string;
  /** `asked`: what came of it is not known, the power failed for example · `unknown`: libvirt did not answer either. */
  end: 'asked' | 'stopped' | 'cut' | 'unknown';
  asked: 'agent' | 'acpi' | 'nobody';
  /** How long the guest took, and had, in seconds. */
  seconds: number;
  limitS: number;
}

const ends = ['asked', 'stopped', 'cut', 'unknown'] as const;
const ways = ['agent', 'acpi', 'nobody'] as const;

/** The note that `bezel-guest-stop` leaves: `name=value` in lines. `undefined` when it is none. */
export function parseHostDownNote(text: string): HostDownNote | undefined {
  const values = new Map(text.split('\n').map((line) => line.split('=', 2) as [string, string | undefined]));
  const at = values.get('at') ?? '';
  const end = ends.find((word) => word === values.get('end'));
  const asked = ways.find((word) => word === values.get('asked'));
  const seconds = toNumber(values.get('seconds'));
  const limitS = toNumber(values.get('limit'));
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(at) && !Number.isNaN(Date.parse(at));
  if (!isTime || end === undefined || asked === undefined || seconds === undefined || limitS === undefined)
    return undefined;
  return { at: new Date(at).toISOString(), end, asked, seconds, limitS };
}

const toNumber = (text = ''): number | undefined => (/^\d{1,7}$/.test(text) ? Number(text) : undefined);
