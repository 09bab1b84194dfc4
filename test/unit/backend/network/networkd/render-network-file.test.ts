import { expect, it } from 'vitest';
import {
  isOurFile,
  isOurRemains,
  reloadMark,
  renderNetworkFile,
  silent,
} from '../../../../../src/backend/network/networkd/render-network-file.ts';

it('names one link, and says what is wanted of it in order', () => {
  const { name, text } = renderNetworkFile('office', 'eth0', [
    [
      'Network',
      [
        ['DHCP', 'no'],
        ['DNS', '192.0.2.1'],
        ['DNS', '192.0.2.2'],
      ],
    ],
  ]);
  expect(name).toBe('90-bezel-office.network');
  expect(text).toBe(`# Written by bezeld.
[Match]
Name=eth0

[Link]
RequiredForOnline=no

[Network]
DHCP=no
DNS=192.0.2.1
DNS=192.0.2.2
`);
});

it('can turn off all that networkd would say by itself', () => {
  const { text } = renderNetworkFile('quiet', 'eth0', [['Network', silent]]);
  for (const line of ['LinkLocalAddressing=no', 'IPv6AcceptRA=no', 'LLDP=no', 'EmitLLDP=no'])
    expect(text).toContain(`${line}\n`);
});

it.each(['eth*', 'eth0 eth1', '!eth0', 'eth[0-9]', 'eth?', '', 'eth0\nName=eth1', 'e%i', 'a-name-too-long0'])(
  'takes no name of a link that could match another one: %j',
  (link) => {
    expect(() => renderNetworkFile('x', link, [])).toThrow('not the plain name of a link');
  },
);

it.each(['no\nDHCP=yes', 'no\r', 'é', 'no\\'])('takes no value that could be read as more: %j', (value) => {
  expect(() => renderNetworkFile('x', 'eth0', [['Network', [['DHCP', value]]]])).toThrow(
    'not a value for DHCP',
  );
});

it.each(['', '../x', 'a b', 'a/b', '.x'])('takes no topic that is no part of a file name: %j', (topic) => {
  expect(() => renderNetworkFile(topic, 'eth0', [])).toThrow('not a topic of a file');
});

it('knows its own files and what is left of them', () => {
  expect(isOurFile('90-bezel-office.network')).toBe(true);
  for (const name of ['10-office.network', '90-bezel-office.link', '.90-bezel-office.network'])
    expect(isOurFile(name)).toBe(false);
  for (const name of ['.90-bezel-office.network.0b1c', `.${reloadMark}.0b1c`])
    expect(isOurRemains(name)).toBe(true);
  for (const name of [reloadMark, '90-bezel-office.network', '.other'])
    expect(isOurRemains(name)).toBe(false);
});
