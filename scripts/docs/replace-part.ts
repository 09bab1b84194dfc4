/**
 * The document with what stands between `<!-- NAME begins -->` and `<!-- NAME ends -->` replaced. Throws when the document does not have
 * exactly one of each, in this order.
 */
export function replacePart(document: string, name: string, part: string): string {
  const begins = `<!-- ${name} begins -->`;
  const ends = `<!-- ${name} ends -->`;
  const [before, rest, ...more] = document.split(begins);
  const [, after, ...evenMore] = rest?.split(ends) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || evenMore.length > 0)
    throw new Error(`the document has no part between ${begins} and ${ends}, or more than one`);
  return `${before}${begins}\n\n${part}\n\n${ends}${after}`;
}
