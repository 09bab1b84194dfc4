import { Liquid, LiquidError, type Template } from 'liquidjs';

/** A place in a text, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * The language of the templates: Liquid, in which an unknown variable or filter is a mistake, no file or other
 * template can be named, and what never ends is stopped. `toText` makes text of each value that is put in.
 */
export function strictLiquid(toText: (value: unknown) => string): Liquid {
  return new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: toText,
    // Only for dates. Without it Liquid looks the machine's up, which takes as long as a template.
    locale: 'en',
    // No other template can be named: what is rendered is this one text.
    templates: {},
    parseLimit: 1024 * 1024,
    renderLimit: 2000,
    memoryLimit: 10_000_000,
  });
}

/** Makes text of a template and the values for its holes. Throws what Liquid throws. */
export type RenderTemplate = (template: string, values: object) => string;

/** Renders by one `strictLiquid`, and parses a template only when it is another one than the last time. */
export function templateRenderer(toText: (value: unknown) => string): RenderTemplate {
  let liquid: Liquid | undefined;
  let last: { template: string; parsed: Template[] } | undefined;
  return (template, values) => {
    liquid ??= strictLiquid(toText);
    if (last?.template !== template) last = { template, parsed: liquid.parse(template) };
    return liquid.renderSync(last.parsed, values) as string;
  };
}

/** What Liquid says is wrong, without the place, which it repeats at the end of its message. */
export function liquidMessage(error: unknown): string {
  const said = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  return said.replace(/, (file:.*, )?line:\d+, col:\d+$/, '');
}

/** Where it is wrong, if Liquid knows. */
export function liquidPosition(error: unknown): Position | undefined {
  if (!LiquidError.is(error)) return undefined;
  const [line, column] = (error.token as unknown as { getPosition(): [number, number] }).getPosition();
  return line > 0 && column > 0 ? { line, column } : undefined;
}
