import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareGuest } from '../../../../src/backend/guest/prepare.ts';
import { filesBelow } from '../../../../src/backend/host/files.ts';
import { bareNic, machineOf } from '../../../support/any-machine.ts';
import { parsePolicyText } from '../../../support/domain-cases.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bezel-prepare-'));
  for (const [name, text] of Object.entries({
    'disk.img': '',
    'shipped.xml': '<domain><devices>{{ name }}</devices></domain>',
    'vendor.xml': '<domain><devices>{{ cpu.vcpus }}</devices></domain>',
    'devices.xml': "<a name='{{ name }}'/>",
    'elements.xml': '<b/>',
  }))
    writeFileSync(join(root, name), text);
});
afterEach(() => rmSync(root, { recursive: true }));

function prepare(template: string, shipped = '/shipped.xml') {
  const policy = parsePolicyText(
    `version: 1\nguest: {template: {${template}}, disks: [{target: vda, source: /disk.img}]}`,
  );
  return prepareGuest(
    { files: filesBelow(root), template: shipped, serialLog: '/log', ownNetwork: true, ownMedia: true },
    machineOf({ nics: [bareNic('eth0')] }),
    policy,
    { identity: undefined, madeUuid: 'f0f0f0f0-1111-4222-8333-444444444444' },
  );
}

describe('what is prepared', () => {
  it("is the shipped template's, with a vendor's additions", async () => {
    expect((await prepare('')).rendered).toEqual({
      ok: true,
      xml: '<domain><devices>guest</devices></domain>',
    });
    const { rendered } = await prepare('devices: /devices.xml, elements: /elements.xml');
    expect(rendered?.ok && rendered.xml.replaceAll('\n', '')).toBe(
      "<domain><devices>guest<a name='guest'/></devices><b/></domain>",
    );
  });

  it("is a vendor's template where the policy names one", async () => {
    expect((await prepare('domain: /vendor.xml', '/none.xml')).rendered).toEqual({
      ok: true,
      xml: '<domain><devices>4</devices></domain>',
    });
  });

  it.each([
    ['', '/none.xml', 'It belongs to the host image; see docs/template.md'],
    ['domain: /no.xml', '/shipped.xml', 'guest.template.domain of the policy names it; see docs/template.md'],
    [
      'elements: /no.xml',
      '/shipped.xml',
      'guest.template.elements of the policy names it; see docs/template.md',
    ],
  ])('says whose template is missing: %s', async (template, shipped, hint) => {
    const { rendered, problems } = await prepare(template, shipped);
    expect(rendered?.ok).toBe(false);
    expect(problems.map(({ code, hint: advice }) => [code, advice])).toEqual([
      ['guest.template-missing', hint],
    ]);
  });
});
