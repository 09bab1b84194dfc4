/** A section of a systemd.network(5) file: its name and its settings in order; a name may come several times. */
export type Section = readonly [name: string, settings: readonly (readonly [name: string, value: string])[]];

/** One file of ours for systemd-networkd. */
export interface NetworkFile {
  name: string;
  text: string;
}

/** What our files are called: after those of the distribution, so that theirs would win; there are none on a box. */
const prefix = '90-bezel-';
const suffix = '.network';

/** Whether a name in networkd's folder is ours. */
export const isOurFile = (name: string): boolean => name.startsWith(prefix) && name.endsWith(suffix);
/** Whether it is what a writer that was killed has left of one of ours, or of the mark; see `writeFileSafely`. */
export const isOurRemains = (name: string): boolean => /^\.{1,2}90-bezel-/.test(name) && name !== reloadMark;
/** A file that is there from before the first change of ours until networkd has read them. */
export const reloadMark = `.${prefix}reload`;

/** `Name=` is a list of patterns, separated by blanks: only what stands for itself alone. */
const plainName = /^[A-Za-z0-9_.:-]{1,15}$/;
const plainValue = /^[\x20-\x7e]*$/;
const plainTopic = /^[a-z0-9][a-z0-9_.:-]{0,40}$/i;

/**
 * A file that says what networkd does with one link, and with no other. Nobody waits for the link; what networkd does without a word
 * (IPv6, LLDP, …) is the caller's to turn off, see `silent`.
 * @throws Error on a topic, a link's name or a value that could mean something else than itself
 */
export function renderNetworkFile(topic: string, link: string, sections: readonly Section[]): NetworkFile {
  if (!plainTopic.test(topic)) throw new Error(`not a topic of a file: ${JSON.stringify(topic)}`);
  if (!plainName.test(link)) throw new Error(`not the plain name of a link: ${JSON.stringify(link)}`);
  const all: Section[] = [['Match', [['Name', link]]], ['Link', [['RequiredForOnline', 'no']]], ...sections];
  const text = all.map(renderSection).join('\n');
  return { name: `${prefix}${topic}${suffix}`, text: `# Written by bezeld.\n${text}` };
}

/** For the section `Network`: everything that networkd would say by itself on a link. */
export const silent: Section[1] = [
  ['LinkLocalAddressing', 'no'],
  ['IPv6AcceptRA', 'no'],
  ['LLDP', 'no'],
  ['EmitLLDP', 'no'],
  ['LLMNR', 'no'],
  ['MulticastDNS', 'no'],
];

function renderSection([name, settings]: Section): string {
  return [`[${name}]`, ...settings.map(renderSetting)].map((line) => `${line}\n`).join('');
}

function renderSetting([name, value]: readonly [string, string]): string {
  // A backslash at the end would join the next line to this one.
  if (!plainValue.test(value) || value.endsWith('\\'))
    throw new Error(`not a value for ${name}: ${JSON.stringify(value)}`);
  return `${name}=${value}`;
}
