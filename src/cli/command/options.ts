/** An option of one or more verbs. `value` is the name of its argument in the help; without it the option is a switch. */
export interface OptionSpec {
  short?: string;
  value?: string;
  /** The only arguments that are taken, where there is such a list. */
  values?: readonly string[];
  /** It may be given several times. */
  multiple?: true;
  summary: string;
}

export const OPTIONS = {
  yes: { short: 'y', summary: 'do not ask; needed where there is no terminal' },
  'no-wait': { summary: 'return as soon as the operation is accepted' },
  refresh: { summary: 'read the hardware again first' },
  lines: { short: 'n', value: 'N', summary: 'how many entries, 1 to 1000 (default 50)' },
  limit: { value: 'N', summary: 'how many, at most (default 20)' },
  before: { value: 'N', summary: 'only those with a smaller number' },
  evidence: { summary: 'show what was seen of each' },
  seconds: { value: 'N', summary: 'how long, 1 to 60 seconds (default 15)' },
  role: {
    value: 'ROLE',
    values: ['guest', 'management', 'unused', 'policy'],
    summary: 'guest, management, unused, or policy: what the policy says',
  },
  address: { value: 'ADDRESS', summary: 'dhcp (default), or A.B.C.D/N' },
  gateway: { value: 'A.B.C.D', summary: 'where the default route leads' },
  dns: { value: 'A.B.C.D', multiple: true, summary: 'a name server; up to three times' },
  of: { value: 'START', values: ['next', 'last'], summary: 'next or last (default next)' },
  reason: { value: 'TEXT', summary: 'why; it is shown on every seat, and kept' },
  'at-limit': {
    value: 'WAY',
    values: ['ask', 'force-off', 'give-up'],
    summary: 'what is done with a guest that does not stop in time',
  },
  force: { summary: 'though the guest holds it: after it has refused' },
  now: { summary: 'do not ask the guest: cut its power' },
  because: {
    value: 'CAUSE',
    values: ['seat', 'power-button', 'ctrl-alt-del', 'ups', 'host-down'],
    summary: 'what asks, where it is a script (default seat)',
  },
  for: { value: 'DURATION', summary: 'end it after so long: 90m, 4h, 2d' },
  machine: { value: 'FILE', summary: 'a recorded machine: NAME.machine.json' },
  policy: { value: 'FILE', summary: 'a policy (default /etc/bezel/appliance.yaml)' },
  template: { value: 'FILE', summary: 'a template instead of the one that ships' },
  root: { value: 'DIR', summary: 'the folder that has the /sys and /proc (default /)' },
  'keep-serials': { summary: 'leave serial numbers and addresses as they are' },
  port: { value: 'PORT', summary: 'the path of USB ports, for example 1-2.3' },
  vendor: { value: 'HEX', summary: 'the USB vendor, four hexadecimal digits' },
  product: { value: 'HEX', summary: 'the USB product, four hexadecimal digits' },
  serial: { value: 'TEXT', summary: 'the serial number' },
  class: { value: 'CLASS', summary: 'its USB class: storage, hid, printer, … or two digits' },
  partition: { value: 'N', summary: 'the number of the partition; 0 is the whole disk' },
  write: { summary: 'let the host write to it (default: read only)' },
  removable: { value: 'ANSWER', values: ['yes', 'no'], summary: 'yes or no: its medium is removable' },
  'view-only': { summary: 'only look: no key and no movement reaches the guest' },
  save: { value: 'ID', summary: 'write it to this USB disk instead' },
  text: { summary: 'print what the display says, where it shows text' },
  thumbnail: { summary: 'draw it on this terminal, scaled down' },
  columns: { value: 'N', summary: "how wide, 1 to 400 (default the terminal's)" },
  sixel: { summary: 'draw it in sixels, whatever the terminal says' },
  log: { summary: 'print what was said last, instead of opening it' },
  follow: { short: 'f', summary: 'go on with what is added, until Ctrl-C' },
  socket: {
    value: 'PATH',
    summary: "the backend's socket (default /run/bezel/admin.sock)",
  },
  json: { summary: 'print JSON, as the API gives it' },
  help: { short: 'h', summary: 'show this help' },
  version: { short: 'V', summary: 'show the version of this program' },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof OPTIONS;

/** The options that every verb takes. */
export const COMMON: readonly OptionName[] = ['socket', 'json', 'help'];

export const spec = (name: OptionName): OptionSpec => OPTIONS[name];

/** The values of options as given; a switch that was not given is absent. */
export type Options = {
  [N in OptionName]?: (typeof OPTIONS)[N] extends { multiple: true }
    ? string[]
    : (typeof OPTIONS)[N] extends { value: string }
      ? string
      : boolean;
};
