import { type LibvirtPlace, onDomain } from './on-domain.ts';

export interface Picture {
  mime: string;
  bytes: Uint8Array;
}

/** What a domain's first screen shows. Throws as `Hypervisor` does, and a RangeError for what has more than `mostBytes`. */
export function takeScreenshot(place: LibvirtPlace, name: string, mostBytes: number): Promise<Picture> {
  return onDomain(place, name, undefined, async (connection, domain) => {
    const { mime, data } = await connection.screenshot(domain, 0, { maxBytes: mostBytes });
    await connection.close();
    return { mime, bytes: data };
  });
}
