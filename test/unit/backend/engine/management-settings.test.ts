import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  findSameNetworks,
  findSettingsMistakes,
} from '../../../../src/backend/engine/management-settings.ts';

const mistakes = (settings: Parameters<typeof findSettingsMistakes>[0]): string[] =>
  findSettingsMistakes(settings).map(({ key, index, message }) => `${key}${index ?? ''}: ${message}`);

describe('the settings of a management port', () => {
  test.each([
    {},
    { address: 'dhcp' },
    { address: '192.0.2.10/24' },
    { address: '192.0.2.10/24', gateway: '192.0.2.1', dns: ['192.0.2.1', '198.51.100.7'] },
    { address: '192.0.2.10/31', gateway: '192.0.2.11' },
    { address: '169.254.7.1/24' },
  ])('are taken: %j', (settings) => {
    expect(mistakes(settings)).toEqual([]);
  });

  test.each([
    [{ gateway: '192.0.2.1', dns: ['192.0.2.2'] }, [/^gateway: .*DHCP/, /^dns: .*DHCP/]],
    [{ address: '192.0.2.10/0' }, [/^address: it is no IPv4 address/]],
    [{ address: '192.0.2.10/33' }, [/^address: it is no IPv4 address/]],
    [{ address: '192.0.2.256/24' }, [/^address: it is no IPv4 address/]],
    [{ address: '192.0.2.0/24' }, [/^address: the first address/]],
    [{ address: '192.0.2.255/24' }, [/^address: the last address/]],
    [{ address: '127.0.0.1/8' }, [/^address: .*loopback/]],
    [{ address: '224.0.0.5/24' }, [/^address: .*multicast/]],
    [{ address: '0.0.0.7/24' }, [/^address: .*begins with 0/]],
    [{ address: '255.255.255.255/24' }, [/^address: .*reserved/]],
    [{ address: '169.254.100.2/30' }, [/^address: .*private link/]],
    [{ address: '169.254.1.1/16' }, [/^address: .*private link/]],
    [{ address: '192.0.2.10/24', gateway: '192.0.3.1' }, [/^gateway: it is not in the network/]],
    [{ address: '192.0.2.10/24', gateway: '192.0.2.10' }, [/^gateway: it is the host's own/]],
    [{ address: '192.0.2.10/24', gateway: '192.0.2.255' }, [/^gateway: the last address/]],
    [
      { address: '192.0.2.10/24', dns: ['198.51.100.7', '127.0.0.53', '169.254.100.2'] },
      [/^dns1: .*loopback/, /^dns2: .*private link/],
    ],
  ])('are refused: %j', (settings, found) => {
    expect(mistakes(settings)).toEqual(found.map((message) => expect.stringMatching(message)));
  });

  it('never name two ports of one network', () => {
    const owner = (address?: string) => ({ owner: `the port with ${address}`, address });
    expect(findSameNetworks([owner('192.0.2.10/24'), owner(), owner('dhcp'), owner('192.0.3.1/24')])).toEqual(
      [],
    );
    expect(findSameNetworks([owner('192.0.2.10/24'), owner('192.0.2.200/25')])).toMatchObject([{ index: 1 }]);
    expect(findSameNetworks([owner('192.0.2.200/25'), owner('192.0.3.1/16')])).toMatchObject([{ index: 1 }]);
  });

  it('are taken for every host of a network, and refused for its first and last address', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 30 }), fc.nat(), (prefix, seed) => {
        const size = 2 ** (32 - prefix);
        const first = 10 * 2 ** 24 + Math.floor(((seed * size) % 2 ** 24) / size) * size;
        const show = (address: number): string =>
          `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${prefix}`;
        expect(mistakes({ address: show(first) })).toHaveLength(1);
        expect(mistakes({ address: show(first + size - 1) })).toHaveLength(1);
        expect(mistakes({ address: show(first + 1 + (seed % (size - 2))) })).toEqual([]);
      }),
    );
  });
});
