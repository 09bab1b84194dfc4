import * as z from 'zod';
import { parseJson } from '../../engine/parse-json.ts';

/** AF_INET of linux/socket.h. */
const ipv4 = 2;
const byte = z.number().int().min(0).max(255);
const server = z.object({ Family: z.literal(ipv4), Address: z.tuple([byte, byte, byte, byte]) });
const status = z.object({ DNS: z.array(z.unknown()).optional() });

/** More are of no use to anybody: MAXNS of resolv.h. */
const most = 3;

/**
 * The name servers of a link by `networkctl --json=short status LINK`, by IPv4: what was set, or what DHCP said. What cannot be understood is
 * none: others decide what stands there.
 */
export function parseNameServers(json: string): string[] {
  const parsed = status.safeParse(parseJson(json));
  const servers = parsed.success ? (parsed.data.DNS ?? []) : [];
  return servers.flatMap((each) => server.safeParse(each).data?.Address.join('.') ?? []).slice(0, most);
}
