import { describe, expect, it } from 'vitest';
import { parseDomain } from '../../../../../src/backend/guest/parse-domain.ts';
import { parseGood, renderAbout } from '../../../../../src/backend/guest/starts/parse-good.ts';
import { parseSources } from '../../../../../src/backend/guest/starts/parse-sources.ts';
import { parseSpec } from '../../../../../src/backend/guest/starts/parse-spec.ts';
import { planGood } from '../../../../../src/backend/guest/starts/plan-good.ts';
import { withoutPrivateLink } from '../../../../../src/backend/guest/starts/without-private-link.ts';
import { known } from '../../../../../src/contract/index.ts';
import { domainCases, planCase, renderCase } from '../../../../support/domain-cases.ts';
import { readDomainMachine } from '../../../../support/domain-machines.ts';
import { readMachineInventory } from '../../../../support/machine-inventory.ts';

const { spec } = planCase('two-sockets', domainCases['two-sockets-defaults']?.policy ?? '');
const good = {
  xml: renderCase('two-sockets-defaults'),
  spec: JSON.stringify(spec),
  identity: undefined,
  policyText: 'version: 1',
  at: '2026-03-01T09:00:00.000Z',
};
const box = readMachineInventory('two-sockets');
const sources = new Map(
  (spec?.disks ?? []).map(({ source }) => [source, { exists: true, realPath: source }]),
);
const [nic, ...others] = box.nics;
if (nic === undefined || others.length === 0) throw new Error('the machine has too few NICs');

describe('the last good configuration', () => {
  it('is as it was on the hardware as it was', () => {
    expect(planGood(good, box, sources, 'guest')).toEqual({ start: good, missing: [], obstacle: undefined });
  });

  it('loses a NIC that is gone and keeps all else in its place', () => {
    const { start, missing, obstacle } = planGood(good, { ...box, nics: others }, sources, 'guest');
    expect(obstacle).toBeUndefined();
    expect(missing).toEqual([`NIC 1 (${nic.name})`]);
    const before = parseDomain(good.xml)?.nics ?? [];
    expect(parseDomain(start.xml)?.nics).toEqual(before.slice(1));
    expect(good.xml.split('\n')).toEqual(expect.arrayContaining(start.xml.split('\n')));
    expect(parseSpec(start.spec).nics).toEqual(spec?.nics.slice(1));
  });

  it('loses a NIC that the guest had itself, by VFIO too', () => {
    const passed = planCase('iommu-groups', domainCases['nics-passed-through']?.policy ?? '').spec;
    const xml = renderCase('nics-passed-through');
    const machine = readDomainMachine('iommu-groups');
    const { start, missing } = planGood(
      { ...good, xml, spec: JSON.stringify(passed) },
      { ...box, nics: machine.nics.slice(2) },
      sources,
      'guest',
    );
    expect(missing).toEqual(['NIC 1 (eno1)', 'NIC 2 (eno2)']);
    expect(parseDomain(start.xml)?.devices).toEqual([]);
    expect(parseDomain(xml)?.devices).toEqual(['0000:01:00.0']);
    expect(start.xml).not.toContain("type='direct'");
  });

  it('loses its NIC on the private link where there is none any more, and keeps all else in its place', () => {
    const without = withoutPrivateLink(good);
    expect(good.xml).toContain('bezel0');
    expect(without.xml).not.toContain('bezel0');
    expect(good.xml.split('\n')).toEqual(expect.arrayContaining(without.xml.split('\n')));
    expect(parseDomain(without.xml)?.nics).toHaveLength(box.nics.length);
    expect(parseSpec(without.spec)).toEqual({ ...parseSpec(good.spec), privateLink: null });
    expect(withoutPrivateLink(without)).toBe(without);
    const { xml } = withoutPrivateLink({ ...good, spec: undefined });
    expect(xml).toBe(without.xml);
  });

  it('has the name that the policy gives the domain now', () => {
    const { start } = planGood(good, box, sources, 'appliance');
    expect(start.xml).toBe(good.xml.replace('<name>guest</name>', '<name>appliance</name>'));
    expect(parseSpec(start.spec).name).toBe('appliance');
  });

  it.each([
    ['its disk is not there', {}, new Map(), 'guest.disk-missing'],
    [
      'the box itself runs from its disk by now',
      { disks: box.disks.map((disk) => ({ ...disk, name: 'sdz', boot: true })) },
      new Map([...sources.keys()].map((source) => [source, { exists: true, realPath: '/dev/sdz1' }])),
      'guest.disk-is-boot-disk',
    ],
    [
      'its memory is not there',
      { memory: { ...box.memory, totalMiB: known(spec?.memory.mib ?? 0) } },
      sources,
      'guest.too-little-memory',
    ],
    ['there is no KVM', { cpu: { ...box.cpu, kvm: known(false) } }, sources, 'guest.no-kvm'],
  ])('is impossible when %s', (_, parts, found, code) => {
    expect(planGood(good, { ...box, ...parts }, found, 'guest').obstacle).toMatchObject({
      code,
      severity: 'error',
    });
  });

  it('is impossible with the disk that the box runs from, also where its spec is not known', () => {
    const disks = box.disks.map((disk) => ({ ...disk, name: 'sdz', boot: true }));
    const found = new Map(
      [...sources.keys()].map((source) => [source, { exists: true, realPath: '/dev/sdz' }]),
    );
    expect(planGood({ ...good, spec: undefined }, { ...box, disks }, found, 'guest').obstacle).toMatchObject({
      code: 'guest.disk-is-boot-disk',
    });
  });

  it('whose spec is not known is left to libvirt otherwise', () => {
    const unknown = { ...good, spec: undefined };
    expect(planGood(unknown, { ...box, nics: [] }, new Map(), 'other')).toEqual({
      start: unknown,
      missing: [],
      obstacle: undefined,
    });
  });
});

it('the sources of disks are read as they were before they were written into XML', () => {
  const xml = renderCase('two-sockets-limits');
  expect(parseSources(xml)).toEqual(['/dev/bezel/guest-system', "/srv/it's & <that>.img"]);
  expect(parseSources('<interface><source dev="/dev/no"/></interface>')).toEqual([]);
});

describe('what is kept beside the last good domain XML', () => {
  const kept = { policyText: 'version: 1', domainXml: good.xml, about: renderAbout(good) };
  it('is read as it was written', () => {
    expect(parseGood(kept)).toEqual(good);
  });
  it.each([
    ['belongs to another XML', { domainXml: '<domain/>' }],
    ['is damaged', { about: '{"at":' }],
    ['is missing', { about: '' }],
  ])('is not used when it %s', (_, parts) => {
    const xml = 'domainXml' in parts ? parts.domainXml : good.xml;
    expect(parseGood({ ...kept, ...parts })).toEqual({
      xml,
      policyText: 'version: 1',
      at: undefined,
      spec: undefined,
      identity: undefined,
    });
  });
});
