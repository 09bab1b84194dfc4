import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseNeighbours } from '../../../../../src/backend/network/lldp/parse-neighbours.ts';
import { lldpNeighbour, plainText } from '../../../../../src/contract/index.ts';

interface Said {
  nic: string;
  chassisId?: string;
  portId?: string;
  name?: string;
  descr?: string;
}

/** As lldpcli 1.0.16 prints them. */
const listing = (...all: Said[]): string =>
  JSON.stringify({
    lldp: [
      {
        interface: all.map(({ nic, chassisId, portId, name, descr }) => ({
          name: nic,
          via: 'LLDP',
          rid: '1',
          age: '0 day, 00:00:02',
          chassis: [
            {
              id: chassisId === undefined ? [] : [{ type: 'mac', value: chassisId }],
              ...(name === undefined ? {} : { name: [{ value: name }] }),
            },
          ],
          port: [
            {
              id: portId === undefined ? [] : [{ type: 'ifname', value: portId }],
              ...(descr === undefined ? {} : { descr: [{ value: descr }] }),
              ttl: [{ value: '120' }],
            },
          ],
        })),
      },
    ],
  });
const whole = { nic: 'eno1', chassisId: '02:aa:bb:cc:dd:ee', portId: 'Gi1/0/7' };

it('tells of each NIC who is at the other end', () => {
  expect(
    parseNeighbours(listing({ ...whole, name: 'switch1', descr: 'to the box' }, { ...whole, nic: 'eno2' })),
  ).toEqual(
    new Map([
      [
        'eno1',
        {
          ...{ chassisId: '02:aa:bb:cc:dd:ee', portId: 'Gi1/0/7' },
          ...{ systemName: 'switch1', portDescription: 'to the box' },
        },
      ],
      ['eno2', { chassisId: '02:aa:bb:cc:dd:ee', portId: 'Gi1/0/7' }],
    ]),
  );
});

it('is nobody where nothing was heard, and where somebody does not say who he is', () => {
  // What lldpcli prints when it has heard nothing.
  expect(parseNeighbours('{"lldp": [{\n}]}')).toEqual(new Map());
  const { chassisId: _, ...nameless } = whole;
  expect(parseNeighbours(listing(nameless, { ...whole, nic: 'eno2', portId: ' \u0007 ' }))).toEqual(
    new Map(),
  );
});

it('tells of who was heard first where there are several', () => {
  const heard = parseNeighbours(listing(whole, { ...whole, chassisId: '02:00:00:00:00:01' }));
  expect(heard.get('eno1')?.chassisId).toBe('02:aa:bb:cc:dd:ee');
});

it('lets nothing through that a terminal acts on, and nothing long', () => {
  const text = fc.string({ unit: 'binary', maxLength: 2000 });
  fc.assert(
    fc.property(text, text, text, text, (chassisId, portId, name, descr) => {
      for (const said of parseNeighbours(listing({ nic: 'eno1', chassisId, portId, name, descr })).values()) {
        expect(lldpNeighbour.parse(said)).toEqual(said);
        for (const value of Object.values(said)) {
          expect(plainText(String(value))).toBe(value);
          expect([...String(value)].length).toBeLessThanOrEqual(80);
        }
      }
    }),
  );
});

it('passes over what it does not understand, and leaves the others', () => {
  const odd = JSON.parse(listing(whole, whole));
  odd.lldp[0].interface[0] = { name: 7 };
  expect([...parseNeighbours(JSON.stringify(odd)).keys()]).toEqual(['eno1']);
  expect(() => parseNeighbours('lldpcli is confused')).toThrow();
});
