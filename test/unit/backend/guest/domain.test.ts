import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { domainCases, domainsFolder, renderCase } from '../../../support/domain-cases.ts';

describe('the domain XML', () => {
  it.each(Object.keys(domainCases))('of %s is what it was', async (name) => {
    await expect(renderCase(name)).toMatchFileSnapshot(join(domainsFolder, `${name}.xml`));
  });

  it.each(Object.keys(domainCases))('of %s is the same when it is rendered again', (name) => {
    expect(renderCase(name)).toBe(renderCase(name));
  });
});
