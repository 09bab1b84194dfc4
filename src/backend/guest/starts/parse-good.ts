import * as z from 'zod';
import type { StartedWith } from './record.ts';

/** What the guest started with when it last started with what was rendered. */
export interface GoodStart extends StartedWith {
  /** When that was for the first time. */
  at: string | undefined;
}

const about = z.object({
  at: z.iso.datetime(),
  spec: z.string().optional(),
  identity: z.string().optional(),
  xml: z.string(),
});

/** What is kept beside the last good domain XML. It repeats the XML, so that one that was replaced without it is noticed. */
export const renderAbout = ({ at, spec, identity, xml }: GoodStart): string =>
  `${JSON.stringify({ at, spec, identity, xml })}\n`;

/** Where what is kept beside it belongs to another XML (the power was cut in between), only the XML itself is known. */
export function parseGood(kept: { policyText: string; domainXml: string; about: string }): GoodStart {
  const parsed = parseAbout(kept.about);
  const isOfIt = parsed?.xml === kept.domainXml;
  return {
    xml: kept.domainXml,
    policyText: kept.policyText === '' ? undefined : kept.policyText,
    at: isOfIt ? parsed.at : undefined,
    spec: isOfIt ? parsed.spec : undefined,
    identity: isOfIt ? parsed.identity : undefined,
  };
}

function parseAbout(text: string): z.infer<typeof about> | undefined {
  try {
    return about.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
