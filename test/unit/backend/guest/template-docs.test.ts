import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { domainCases, planDomainCase } from '../../../support/domain-cases.ts';

const docs = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'template.md'), 'utf8');
const variables = docs.slice(
  docs.indexOf('## Variables'),
  docs.indexOf('## What the shipped template promises'),
);

/** Every name in a value, at any depth. */
function* namesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield name;
    yield* namesIn(inner);
  }
}

describe('docs/template.md', () => {
  it('has every variable that a template may use', () => {
    const names = new Set(
      Object.keys(domainCases).flatMap((name) => [...namesIn(planDomainCase(name).spec)]),
    );
    const missing = [...names].filter((name) => !new RegExp(`[\`.]${name}\\b`).test(variables));
    expect(missing).toEqual([]);
    expect(names.size).toBeGreaterThan(60);
  });
});
