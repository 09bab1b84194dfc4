import { expect, test } from 'vitest';
import { planEject } from '../../../../src/backend/guest-api/plan-eject.ts';
import type { Drive, Medium } from '../../../../src/contract/index.ts';

const yes = { allowed: true };
const drive = (id: string, change: Partial<Drive> = {}): Drive => ({
  ...{ id, port: id.replace(/:0$/, ''), node: '/dev/sr0', present: true, mode: 'medium', disc: 'present' },
  ...{ label: 'SETUP', target: 'sdb', state: 'attached', holder: 'guest', why: '' },
  actions: {
    attach: yes,
    detach: yes,
    eject: yes,
    'force-eject': { allowed: false, reason: 'no' },
    insert: yes,
  },
  ...change,
});
const stick = (id: string, change: Partial<Medium> = {}): Medium => ({
  ...{ id, kind: 'disk', port: id.replace(/:0$/, ''), node: '/dev/sdb', present: true, removable: true },
  ...{ hasMedium: true, serial: 'S-1', target: 'sdi', state: 'attached', holder: 'guest', why: '' },
  actions: { attach: yes, detach: yes, remove: yes, lend: yes, return: yes },
  ...change,
});

test('the only drive with a disc is meant where nothing is said', () => {
  const media = [stick('1-1:0')];
  expect(planEject({ drives: [drive('ata3:0')], media }, undefined)).toEqual({ kind: 'eject', id: 'ata3:0' });
  const two = [drive('ata3:0'), drive('1-2:0', { disc: 'none' })];
  expect(planEject({ drives: two, media }, undefined)).toEqual({ kind: 'eject', id: 'ata3:0' });
  expect(() => planEject({ drives: [drive('ata3:0', { disc: 'none' })], media }, undefined)).toThrow(
    'no drive with a disc',
  );
  expect(() => planEject({ drives: [drive('ata3:0'), drive('1-2:0')], media }, undefined)).toThrow('several');
});

test.each([
  ['ata3', { kind: 'eject', id: 'ata3:0' }],
  ['SETUP', { kind: 'eject', id: 'ata3:0' }],
  ['S-1', { kind: 'remove', id: '1-1:0' }],
  ['1-1', { kind: 'remove', id: '1-1:0' }],
  ['sdi', { kind: 'remove', id: '1-1:0' }],
])('%s names one', (name, plan) => {
  expect(planEject({ drives: [drive('ata3:0')], media: [stick('1-1:0')] }, name)).toEqual(plan);
});

test('what the guest has not is none of its business', () => {
  const others = {
    drives: [drive('ata3:0', { holder: 'nobody' })],
    media: [stick('1-1:0', { holder: 'host' })],
  };
  for (const name of [undefined, 'ata3', 'SETUP', '1-1', 'S-1'])
    expect(() => planEject(others, name)).toThrow(expect.objectContaining({ code: 'guest.no-medium' }));
});

test('what is not possible now is refused with its reason', () => {
  const busy = stick('1-1:0', {
    actions: { ...stick('').actions, remove: { allowed: false, reason: 'It is leaving' } },
  });
  expect(() => planEject({ drives: [], media: [busy] }, '1-1')).toThrow('It is leaving');
});
