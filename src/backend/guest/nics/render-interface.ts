import { escapeXml } from '../../engine/escape-xml.ts';

/** The element of a NIC with another state of its link, everything else as it is. */
export function renderWithLink(element: string, link: 'up' | 'down'): string {
  const end = element.lastIndexOf('</interface>');
  const others = element.slice(0, end).replace(/\s*<link\b[^>]*\/>/g, '');
  return `${others.trimEnd()}\n      <link state='${link}'/>\n    </interface>`;
}

/** The element of a NIC that is joined to another bridge. */
export function renderWithBridge(element: string, bridge: string): string {
  return element.replace(
    /(<source\b[^>]*\bbridge=)(['"])[^'"]*\2/,
    (_, before: string, quote: string) => `${before}${quote}${escapeXml(bridge)}${quote}`,
  );
}
