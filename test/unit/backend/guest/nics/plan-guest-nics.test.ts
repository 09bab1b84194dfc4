import { describe, expect, it } from 'vitest';
import type { DomainNic } from '../../../../../src/backend/guest/nics/parse-interfaces.ts';
import {
  type NicStep,
  type ObservedNics,
  planGuestNics,
  type WantedNic,
  type WantedNics,
} from '../../../../../src/backend/guest/nics/plan-guest-nics.ts';

const there = (slot: number, parts: Partial<DomainNic> = {}): DomainNic => ({
  mac: `02:00:00:00:00:0${slot}`,
  bridge: `br-eth${slot}`,
  alias: `net${slot}`,
  link: 'up',
  bus: 16 + slot,
  element: `<interface type='bridge'><source bridge='br-eth${slot}'/></interface>`,
  ...parts,
});
const wanted = (slot: number, parts: Partial<WantedNic> = {}): WantedNic => ({
  slot,
  label: `eth${slot}`,
  mac: `02:00:00:00:00:0${slot}`,
  bridge: `br-eth${slot}`,
  link: 'up',
  plug: { element: `<interface>${slot}</interface>`, bus: 16 + slot },
  ...parts,
});
const gone = (slot: number) => ({ slot, label: `eth${slot}`, mac: `02:00:00:00:00:0${slot}` });
const plan = (observed: Partial<ObservedNics>, to: Partial<WantedNics>) =>
  planGuestNics({ nics: [], devices: [], freeBuses: [], ...observed }, { nics: [], gone: [], ...to });
const short = (step: NicStep): string =>
  [step.kind, step.mac.slice(-1), step.kind === 'set-link' ? step.link : ''].join(' ').trim();
const steps = (...args: Parameters<typeof plan>): string[] => plan(...args).steps.map(short);

describe('the steps with the NICs of the running guest', () => {
  it.each<[string, Partial<ObservedNics>, Partial<WantedNics>, string[]]>([
    ['nothing where all is as it is to be', { nics: [there(1)] }, { nics: [wanted(1)] }, []],
    [
      'the link where the cable was pulled',
      { nics: [there(1)] },
      { nics: [wanted(1, { link: 'down' })] },
      ['set-link 1 down'],
    ],
    [
      'the link where it was plugged in',
      { nics: [there(1, { link: 'down' })] },
      { nics: [wanted(1)] },
      ['set-link 1 up'],
    ],
    [
      'nothing where the cable is not known, whatever the link is',
      { nics: [there(1), there(2, { link: 'down' })] },
      { nics: [wanted(1, { link: null }), wanted(2, { link: null })] },
      [],
    ],
    [
      'the link also of a NIC that it is not to be given again',
      { nics: [there(1)] },
      { nics: [wanted(1, { link: 'down', plug: undefined })] },
      ['set-link 1 down'],
    ],
    ['a new NIC', { freeBuses: [18] }, { nics: [wanted(2)] }, ['attach 2']],
    [
      'a new NIC for which libvirt chooses the place',
      {},
      { nics: [wanted(2, { plug: { element: '', bus: undefined } })] },
      ['attach 2'],
    ],
    ['no NIC whose place is taken', { freeBuses: [17] }, { nics: [wanted(2)] }, []],
    [
      'no NIC that it is not to have yet',
      { freeBuses: [18] },
      { nics: [wanted(2, { plug: undefined })] },
      [],
    ],
    [
      'a NIC that is gone',
      { nics: [there(1), there(2)] },
      { nics: [wanted(1)], gone: [gone(2)] },
      ['detach 2'],
    ],
    ['nothing of a NIC that is gone and that it does not have', {}, { gone: [gone(2)] }, []],
    ['nothing of a NIC that nobody speaks of', { nics: [there(7)] }, {}, []],
    [
      'another bridge where the NIC of the box has another name',
      { nics: [there(1)] },
      { nics: [wanted(1, { bridge: 'br-lan' })] },
      ['set-bridge 1'],
    ],
    [
      'no other bridge where a template joins the NIC to something else',
      { nics: [there(1, { bridge: '' })] },
      { nics: [wanted(1, { link: 'down' })] },
      ['set-link 1 down'],
    ],
    [
      'the link of the one on the bridge, where the address is another from the next start on',
      { nics: [there(1)], freeBuses: [18] },
      { nics: [wanted(2, { bridge: 'br-eth1', link: 'down' })] },
      ['set-link 1 down'],
    ],
    [
      'links first, then what goes, then what comes',
      { nics: [there(1), there(2)], freeBuses: [19] },
      { nics: [wanted(3), wanted(1, { link: 'down' })], gone: [gone(2)] },
      ['set-link 1 down', 'detach 2', 'attach 3'],
    ],
  ])('are %s', (_, observed, to, expected) => {
    expect(steps(observed, to)).toEqual(expected);
  });

  it('give one place to one NIC', () => {
    const same = { element: '', bus: 18 };
    expect(
      steps({ freeBuses: [18] }, { nics: [wanted(2, { plug: same }), wanted(3, { plug: same })] }),
    ).toEqual(['attach 2']);
  });

  it('keep all else of the element, and the link that is not known', () => {
    const nic = there(1, { link: 'down' });
    const [step] = plan({ nics: [nic] }, { nics: [wanted(1, { bridge: 'br-lan', link: null })] }).steps;
    expect(step).toMatchObject({
      element: expect.stringMatching(/bridge='br-lan'\/>\s*<link state='down'\/>\s*<\/interface>$/),
    });
  });
});

it('a NIC without a free place is there from the next start on, and that is said', () => {
  expect(plan({}, { nics: [wanted(2, { label: 'LAN\n2' })] }).problems).toMatchObject([
    { code: 'guest.nic-later', message: expect.stringContaining('NIC 2 (LAN') },
  ]);
});

describe('a NIC that the guest is to have by VFIO', () => {
  const nic = wanted(2, { bridge: null, device: '0000:02:00.0', link: null, plug: undefined });
  it('is there or comes with the next start, which is said', () => {
    expect(plan({ devices: ['0000:02:00.0'] }, { nics: [nic] })).toEqual({ steps: [], problems: [] });
    const { steps: none, problems } = plan({}, { nics: [nic] });
    expect(none).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual([
      'The guest has NIC 2 (eth2) from its next start on: none is given by VFIO while it runs',
    ]);
  });
  it('stays on the bridge where the running guest has it', () => {
    expect(plan({ nics: [there(2)] }, { nics: [nic] })).toEqual({ steps: [], problems: [] });
  });
});
