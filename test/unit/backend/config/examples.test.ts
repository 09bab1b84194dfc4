import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parsePolicy } from '../../../../src/backend/config/parse-policy.ts';
import { type Policy, policySchema } from '../../../../src/backend/config/policy/policy.ts';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { renderConfig } from '../../../../src/workbench/render-config.ts';
import { machineFile } from '../../../support/machines.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const examples = readdirSync(join(root, 'docs', 'examples')).filter((name) => name.endsWith('.yaml'));

/** What editors check with. They don't know of `patternErrorMessage` either, and take it for a note. */
const isValid = new Ajv2020({ strict: true, keywords: ['patternErrorMessage'] }).compile(
  JSON.parse(read('assets', 'schema', 'appliance.schema.json')),
);

function readExample(name: string): Policy {
  const parsed = parsePolicy(read('docs', 'examples', name), name);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}

describe('an example of a policy', () => {
  it.each(examples)('is usable, and correct for an editor: %s', (name) => {
    readExample(name);
    isValid(parse(read('docs', 'examples', name)));
    expect(isValid.errors).toBeNull();
  });

  it.each(examples)('names the schema that its editor is to use, where it is: %s', (name) => {
    const [, path = ''] =
      /^# yaml-language-server: \$schema=(\S+)\n/.exec(read('docs', 'examples', name)) ?? [];
    expect(read('docs', 'examples', path)).toBe(read('assets', 'schema', 'appliance.schema.json'));
  });

  it('for Windows has Secure Boot, a TPM and SCSI disks', () => {
    expect(readExample('windows-appliance.yaml').guest).toMatchObject({
      os: 'windows',
      firmware: 'uefi-secure',
      tpm: 'emulated',
      disks: [{ bus: 'scsi' }, { bus: 'scsi' }],
    });
  });
});

describe('the guest of an example', () => {
  it.each(examples)('is made of a server with two sockets: %s', async (name) => {
    const { problems, xml } = await renderConfig(
      { files: filesBelow('/'), template: join(root, 'templates', 'domain.xml') },
      { policyFile: join(root, 'docs', 'examples', name), machineFile: machineFile('two-sockets') },
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(xml).toContain(`<name>${readExample(name).guest.name}</name>`);
  });
});

describe("an editor's schema", () => {
  it.each(['wrong-values', 'union-members', 'union-empty', 'unions', 'too-long', 'mistakes', 'missing-keys'])(
    'finds mistakes of single keys as well: %s',
    (name) => expect(isValid(parse(read('test', 'fixtures', 'policies', `${name}.yaml`)))).toBe(false),
  );

  it('leaves to the backend what does not go together', () => {
    isValid(parse(read('test', 'fixtures', 'policies', 'contradictions.yaml')));
    expect(isValid.errors).toBeNull();
  });

  it('accepts a policy in which every default is written out', () => {
    const policy = policySchema.parse({
      version: 1,
      guest: { disks: [{ target: 'vda', source: '/dev/a' }] },
    });
    isValid(JSON.parse(JSON.stringify(policy)));
    expect(isValid.errors).toBeNull();
  });
});
