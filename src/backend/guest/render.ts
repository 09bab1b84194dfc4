import { XMLValidator } from 'fast-xml-parser';
import { type Problem, plainText } from '../../contract/index.ts';
import { escapeXml } from '../engine/escape-xml.ts';
import { liquidMessage, liquidPosition, strictLiquid } from '../engine/liquid.ts';
import type { GuestSpec } from './spec.ts';

/** A text with holes, and the file that problems name. */
export interface Template {
  text: string;
  file: string;
}

/** The domain's template, and what a vendor adds to its `<devices>` and to its end. */
export interface Templates {
  domain: Template;
  devices?: Template | undefined;
  elements?: Template | undefined;
}

export type Rendered = { ok: true; xml: string } | { ok: false; problem: Problem };

/**
 * The domain XML that the templates make of a spec. Every value is escaped for XML; a variable or filter that does not exist is a problem with
 * its file and line, and so is what is no well-formed XML. What vendors add goes to the end of `<devices>` and of `<domain>`.
 */
export function renderDomain(templates: Templates, spec: GuestSpec): Rendered {
  let domain = renderTemplate(templates.domain, spec);
  for (const [template, end] of [
    [templates.devices, '</devices>'] as const,
    [templates.elements, '</domain>'] as const,
  ]) {
    if (template === undefined || !domain.ok) continue;
    const added = renderTemplate(template, spec, { wrapped: true });
    domain = added.ok ? insertBefore(domain.xml, end, added.xml, templates.domain.file) : added;
  }
  return domain;
}

function renderTemplate({ text, file }: Template, spec: GuestSpec, { wrapped = false } = {}): Rendered {
  let xml: string;
  try {
    xml = strictLiquid(escapeXml).parseAndRenderSync(text, spec) as string;
  } catch (error) {
    return { ok: false, problem: toTemplateProblem(error, file) };
  }
  // Several elements side by side are no document.
  const valid = XMLValidator.validate(wrapped ? `<added>${xml}</added>` : xml);
  if (valid === true) return { ok: true, xml };
  const { msg, line } = valid.err;
  return { ok: false, problem: malformed(file, `in its line ${line}: ${plainText(msg)}`) };
}

/** Before the last line that has only this tag in it, else before the last such tag. */
function insertBefore(xml: string, tag: string, added: string, file: string): Rendered {
  const at = xml.lastIndexOf(tag);
  if (at === -1) return { ok: false, problem: malformed(file, `: it has no ${tag} to add to`) };
  const lineStart = xml.lastIndexOf('\n', at) + 1;
  const from = xml.slice(lineStart, at).trim() === '' ? lineStart : at;
  return { ok: true, xml: `${xml.slice(0, from)}${added.trimEnd()}\n${xml.slice(from)}` };
}

const malformed = (file: string, how: string): Problem => ({
  code: 'guest.xml-malformed',
  severity: 'error',
  message: `The rendered XML is not well-formed ${how}`,
  hint: 'Correct the template; see what it renders with: bezel guest xml rendered',
  where: { file },
});

const toTemplateProblem = (error: unknown, file: string): Problem => ({
  code: 'guest.template',
  severity: 'error',
  message: `The template cannot be rendered: ${plainText(liquidMessage(error))}`,
  hint: 'Correct the template; docs/template.md lists its variables',
  where: { file, ...liquidPosition(error) },
});
