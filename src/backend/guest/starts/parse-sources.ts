/** The sources of all disks in a domain XML that we have rendered: paths of devices and files. */
export function parseSources(xml: string): string[] {
  const disks = [...xml.matchAll(/<disk\b[\s\S]*?<\/disk>/g)].map(([disk]) => disk);
  const sources = disks.flatMap((disk) => [
    ...disk.matchAll(/<source\b[^>]*?\b(?:dev|file)=(?:'(\/[^']*)'|"(\/[^"]*)")/g),
  ]);
  return sources.map(([, single, double]) => unescapeXml(single ?? double ?? ''));
}

const unescapeXml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => characters[name] ?? '');

const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
