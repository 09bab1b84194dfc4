/** MAXNS of resolv.h. */
const most = 3;

/** The file that resolv.conf(5) describes. Without a server it says nothing, and no name is found. */
export function renderResolver(servers: readonly string[]): string {
  const lines = [...new Set(servers)].slice(0, most).map((server) => `nameserver ${server}`);
  return `${['# Written by bezeld.', ...lines].join('\n')}\n`;
}
