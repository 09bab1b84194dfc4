import type { ObservedLink } from './model.ts';

/** What `ip -batch` takes for one word and nothing else: it knows quotes, comments, and lines that go on after a backslash. */
const plainWord = /^[^\s/"'\\#]{1,15}$/;
const isWord = (text: string): boolean => plainWord.test(text) && text !== '.' && text !== '..';

/** The name of a link that is to be made, or of one that is there, as text that is safe in a batch. Throws on any other text. */
export function toLinkName(text: string): string {
  if (!isWord(text)) throw notALink(text);
  return text;
}

/** How a link is called in a batch. */
export type ToLinkWord = (name: string) => string;

/**
 * Links with a name that a batch would not take for one are called by the kernel's number, which iproute2 knows as `if7`. Throws on a name that
 * is no link's, and where another link has that for its name.
 */
export function linkWordsOf(links: readonly Pick<ObservedLink, 'name' | 'index'>[]): ToLinkWord {
  return (name) => {
    if (isWord(name)) return name;
    const link = links.find((each) => each.name === name);
    const number = `if${link?.index}`;
    if (link === undefined || links.some((each) => each.name === number)) throw notALink(name);
    return number;
  };
}

const notALink = (text: string): Error => new Error(`not the name of a link: ${JSON.stringify(text)}`);

/** Folders below `/proc/sys/net/ipv6/conf` that are no link's; the kernel does not make a link that is called so. */
const notLinks = ['', '.', '..', 'all', 'default'];

/** Says whether the host speaks IPv6 on a link; undefined for a name that is none. */
export const ipv6File = (link: string): string | undefined =>
  link.includes('/') || notLinks.includes(link) ? undefined : `/proc/sys/net/ipv6/conf/${link}/disable_ipv6`;

/** One setting of IPv4 on a link of ours. */
export const ipv4File = (link: string, key: string): string =>
  `/proc/sys/net/ipv4/conf/${toLinkName(link)}/${key}`;
