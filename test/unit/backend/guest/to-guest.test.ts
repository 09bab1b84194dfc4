import { describe, expect, it } from 'vitest';
import { parseInterfaces } from '../../../../src/backend/guest/nics/parse-interfaces.ts';
import type { Observed } from '../../../../src/backend/guest/observed.ts';
import { planAutostart } from '../../../../src/backend/guest/plan-autostart.ts';
import { planStart, planStop } from '../../../../src/backend/guest/plan-steps.ts';
import { type GuestParts, toGuest, toState } from '../../../../src/backend/guest/to-guest.ts';
import { domainCases, planCase } from '../../../support/domain-cases.ts';

const { spec } = planCase('small', domainCases['small-defaults']?.policy ?? '');
const facts = {
  run: '1',
  vcpus: 3,
  memoryMiB: 99,
  nics: parseInterfaces(
    "<interface type='bridge'><mac address='02:00:00:00:00:01'/><source bridge='br-enp0s2'/></interface>",
  ),
  devices: [],
  freeBuses: [],
  agentConnected: false,
  hostChannel: undefined,
  vncSocket: undefined,
};
const domain = (state: string, reason = 'unknown'): Observed => ({
  kind: 'domain',
  uuid: 'u',
  state,
  reason,
  facts,
});
const guest = (parts: Partial<GuestParts>) =>
  toGuest({
    name: 'guest',
    observed: domain('running'),
    since: undefined,
    doing: undefined,
    spec,
    slots: [],
    obstacle: undefined,
    health: { state: 'unknown' },
    problems: [],
    ...parts,
  });
const possible = (parts: Partial<GuestParts>): string[] =>
  Object.entries(guest(parts).actions).flatMap(([action, { allowed }]) => (allowed ? [action] : []));

describe("the guest's state", () => {
  it.each([
    [{ kind: 'unknown' }, undefined, 'unknown'],
    [{ kind: 'unknown' }, 'stop', 'unknown'],
    [{ kind: 'absent' }, undefined, 'absent'],
    [{ kind: 'absent' }, 'start', 'starting'],
    [domain('shutoff', 'destroyed'), undefined, 'off'],
    [domain('shutoff', 'crashed'), undefined, 'crashed'],
    [domain('shutoff'), 'start', 'starting'],
    [domain('running'), 'start', 'running'],
    [domain('running'), 'stop', 'stopping'],
    [domain('shutdown'), undefined, 'stopping'],
    [domain('paused'), undefined, 'paused'],
    [domain('paused', 'starting-up'), 'start', 'starting'],
    [domain('paused', 'starting-up'), undefined, 'starting'],
    [domain('crashed'), undefined, 'crashed'],
  ] as const)('seen as %j while doing %s is %s', (observed, doing, state) => {
    expect(toState(observed, doing)).toBe(state);
  });
});

describe('what can be done', () => {
  it.each([
    [{ observed: { kind: 'unknown' } }, []],
    [{ observed: { kind: 'absent' } }, ['start']],
    [{ observed: domain('shutoff') }, ['start']],
    [{ observed: domain('shutoff'), doing: 'start' }, []],
    [{ observed: domain('running') }, ['stop', 'kill', 'reset']],
    [{ observed: domain('running'), doing: 'stop' }, ['kill']],
    [{ observed: domain('paused') }, ['kill', 'reset']],
    [{ observed: domain('paused', 'starting-up') }, ['kill']],
    [{ observed: domain('crashed') }, ['start', 'kill']],
    [{ observed: { kind: 'absent' }, obstacle: 'There is no usable policy' }, []],
  ] as [Partial<GuestParts>, string[]][])('%#', (parts, actions) => {
    expect(possible(parts)).toEqual(actions);
  });

  it('has a reason wherever it is refused', () => {
    for (const observed of [
      { kind: 'unknown' } as const,
      domain('running'),
      domain('shutoff'),
      domain('paused'),
      domain('crashed'),
    ])
      for (const { allowed, reason } of Object.values(guest({ observed }).actions))
        expect(allowed || reason).toBeTruthy();
  });

  it('is no start while something stands in its way, and that is the reason', () => {
    expect(guest({ observed: { kind: 'absent' }, obstacle: 'No.' }).actions.start).toEqual({
      allowed: false,
      reason: 'No.',
    });
    expect(guest({ obstacle: 'No.' }).actions.start.reason).toBe('The guest is running');
  });
});

it('the guest has what it runs with while it runs, and what it would get while it is off', () => {
  expect(guest({})).toMatchObject({
    vcpus: 3,
    memoryMiB: 99,
    nics: [
      { nic: 'enp0s2', bridge: 'br-enp0s2', slot: 1, attached: true, linkUp: true },
      { nic: 'enp0s3', bridge: 'br-enp0s3', slot: 2, attached: false, linkUp: true },
    ],
  });
  expect(guest({ observed: domain('shutoff') })).toMatchObject({
    vcpus: spec?.cpu.vcpus,
    memoryMiB: spec?.memory.mib,
    nics: [
      { slot: 1, attached: false },
      { slot: 2, attached: false },
    ],
  });
  expect(guest({ observed: { kind: 'unknown' } }).nics[0]).not.toHaveProperty('attached');
});

describe('the steps', () => {
  it('of a start clear a domain of another UUID, and a crashed QEMU, out of the way', () => {
    const kinds = (observed: Observed) =>
      planStart(observed, { uuid: 'new', formerly: undefined, xml: '<domain/>', pages: 'unknown' }).map(
        ({ kind }) => kind,
      );
    expect(kinds({ kind: 'absent' })).toEqual(['define', 'start', 'wait']);
    expect(kinds(domain('shutoff'))).toEqual(['undefine', 'define', 'start', 'wait']);
    expect(kinds(domain('crashed'))).toEqual(['destroy', 'wait', 'undefine', 'define', 'start', 'wait']);
  });
  it('of a start set huge pages aside before QEMU starts, or give them back', () => {
    const steps = (pages: Parameters<typeof planStart>[1]['pages']) =>
      planStart({ kind: 'absent' }, { uuid: 'new', formerly: undefined, xml: '<domain/>', pages }).map(
        ({ kind }) => kind,
      );
    expect(steps({ sizeKiB: 2048, perNode: new Map([[0, 1]]) })).toEqual([
      'define',
      'set-pages-aside',
      'start',
      'wait',
    ]);
    expect(steps('none')).toEqual(['define', 'give-pages-back', 'start', 'wait']);
  });
  it('of a stop ask the agent where there is one', () => {
    const first = (agentConnected: boolean) =>
      planStop({ ...domain('running'), facts: { ...facts, agentConnected } } as Observed, 5)[0];
    expect(first(true)).toEqual({ kind: 'ask-to-stop', by: 'agent' });
    expect(first(false)).toEqual({ kind: 'ask-to-stop', by: 'button' });
  });
});

describe('by itself', () => {
  const decide = (parts: Partial<Parameters<typeof planAutostart>[0]>) =>
    planAutostart({
      observed: domain('shutoff'),
      wanted: true,
      settled: false,
      starting: false,
      waits: false,
      ...parts,
    });
  it('the guest starts once per boot of the host', () => {
    expect(decide({})).toBe('start');
    expect(decide({ settled: true })).toBe('nothing');
    expect(decide({ starting: true })).toBe('nothing');
    expect(decide({ observed: { kind: 'unknown' } })).toBe('nothing');
    expect(decide({ wanted: undefined })).toBe('nothing');
    expect(decide({ waits: true })).toBe('nothing');
  });
  it('it is settled once it ran, also while its start is not over, or when the policy wants none', () => {
    expect(decide({ observed: domain('running'), starting: true })).toBe('settle');
    expect(decide({ observed: domain('running'), waits: true })).toBe('settle');
    expect(decide({ wanted: false })).toBe('settle');
  });
});
