import { privateLink } from '../../../contract/index.ts';
import type { GoodStart } from './parse-good.ts';
import { parseSpec } from './parse-spec.ts';

/**
 * The last good configuration for a box where host and guest have no link any more: the bridge is not there, and a NIC on it would keep the guest
 * from starting. Its other devices keep their places.
 */
export function withoutPrivateLink(good: GoodStart): GoodStart {
  const isOnIt = (element: string): boolean =>
    new RegExp(`<source\\b[^>]*\\bbridge=(['"])${privateLink.bridge}\\1`).test(element);
  const xml = good.xml.replace(/\s*<interface\b[^>]*>[\s\S]*?<\/interface>/g, (element) =>
    isOnIt(element) ? '' : element,
  );
  if (xml === good.xml) return good;
  const spec = parseSpec(good.spec);
  const isKnown = Object.keys(spec).length > 0;
  return { ...good, xml, ...(isKnown ? { spec: JSON.stringify({ ...spec, privateLink: null }) } : {}) };
}
