import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { domainCases, domainsFolder } from '../../support/domain-cases.ts';

const run = promisify(execFile);
const schemas = '/usr/share/libvirt/schemas/domaincommon.rng';

describe("libvirt's schema", () => {
  test.each(Object.entries(domainCases))('accepts the domain XML of %s', async (name, { word }) => {
    const known = word === undefined || (await readFile(schemas, 'utf8')).includes(word);
    const validated = run('virt-xml-validate', [join(domainsFolder, `${name}.xml`), 'domain']);
    if (known)
      await expect(validated).resolves.toMatchObject({ stderr: expect.stringContaining('validates') });
    else await expect(validated).rejects.toThrow();
  });
});
