import { XMLValidator } from 'fast-xml-parser';
import { Liquid, LiquidError } from 'liquidjs';
import { type Location, type Problem, plainText } from '../../contract/index.ts';
import type { GuestSpec } from './spec.ts';

export type Rendered = { ok: true; xml: string } | { ok: false; problem: Problem };

/**
 * The domain XML that a template makes of a spec. `file` is what problems name. Every value is escaped for XML; a variable or filter that
 * does not exist is a problem with its line, and so is XML that is not well-formed.
 */
export function renderDomain(template: string, spec: GuestSpec, file: string): Rendered {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: escapeXml,
    // No other template can be named: what is rendered is this one text.
    templates: {},
    parseLimit: 1024 * 1024,
    renderLimit: 2000,
    memoryLimit: 10_000_000,
  });
  let xml: string;
  try {
    xml = engine.parseAndRenderSync(template, spec) as string;
  } catch (error) {
    return { ok: false, problem: toTemplateProblem(error, file) };
  }
  const valid = XMLValidator.validate(xml);
  if (valid === true) return { ok: true, xml };
  const { msg, line } = valid.err;
  return {
    ok: false,
    problem: {
      code: 'guest.xml-malformed',
      severity: 'error',
      message: `The rendered domain XML is not well-formed in its line ${line}: ${plainText(msg)}`,
      hint: 'Correct the template; see what it renders with: bezel guest xml --source rendered',
      where: { file },
    },
  };
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A value as text of XML 1.0, safe in elements and in attributes of either quote. */
export function escapeXml(value: unknown): string {
  return plainText(String(value ?? ''))
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function toTemplateProblem(error: unknown, file: string): Problem {
  const where: Location = { file, ...positionOf(error) };
  const said = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  // Liquid repeats the place at the end of its message.
  const message = plainText(said.replace(/, (file:.*, )?line:\d+, col:\d+$/, ''));
  return {
    code: 'guest.template',
    severity: 'error',
    message: `The template cannot be rendered: ${message}`,
    hint: 'Correct the template; docs/template.md lists its variables',
    where,
  };
}

function positionOf(error: unknown): { line?: number; column?: number } {
  if (!LiquidError.is(error)) return {};
  const [line, column] = (error.token as unknown as { getPosition(): [number, number] }).getPosition();
  return line > 0 && column > 0 ? { line, column } : {};
}
