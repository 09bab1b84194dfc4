import fc from 'fast-check';
import { expect, it } from 'vitest';
import { notRead } from '../../../../../src/backend/host/reading.ts';
import { applyNetworkFiles } from '../../../../../src/backend/network/networkd/apply-files.ts';
import type { NetworkFile } from '../../../../../src/backend/network/networkd/render-network-file.ts';
import { fakeFolder } from './folder.ts';

const file = (topic: string, text = topic): NetworkFile => ({ name: `90-bezel-${topic}.network`, text });

it('writes what is missing or another, removes what is not wanted any more, and leaves the files of others', async () => {
  const folder = fakeFolder({
    '90-bezel-a.network': 'old',
    '90-bezel-gone.network': 'old',
    '10-others.network': 'theirs',
    '90-bezel-a.link': 'theirs too',
  });
  expect(await applyNetworkFiles(folder.host, [file('a'), file('b')])).toEqual({
    problems: [],
    did: 'changed',
  });
  expect(Object.fromEntries(folder.files)).toEqual({
    '90-bezel-a.network': 'a',
    '90-bezel-b.network': 'b',
    '10-others.network': 'theirs',
    '90-bezel-a.link': 'theirs too',
  });
  expect(folder.reloads).toBe(1);
});

it('changes nothing where all is as wanted', async () => {
  const folder = fakeFolder({ '90-bezel-a.network': 'a', '10-others.network': 'theirs' });
  folder.left = 0;
  expect(await applyNetworkFiles(folder.host, [file('a')])).toEqual({ problems: [], did: 'nothing' });
});

it('takes a folder that is not there for empty', async () => {
  const folder = fakeFolder();
  const listNames = async () => notRead('missing', 'no such folder');
  await applyNetworkFiles({ ...folder.host, listNames }, [file('a')]);
  expect([...folder.inForce]).toEqual([['90-bezel-a.network', 'a']]);
});

it('has networkd read again the next time, when it could not this time', async () => {
  const folder = fakeFolder();
  folder.reloadFails = true;
  const { problems } = await applyNetworkFiles(folder.host, [file('a')]);
  expect(problems).toMatchObject([{ code: 'network.networkd-failed' }]);
  folder.reloadFails = false;
  expect(await applyNetworkFiles(folder.host, [file('a')])).toEqual({ problems: [], did: 'changed' });
  expect(folder.reloads).toBe(1);
  expect(await applyNetworkFiles(folder.host, [file('a')])).toEqual({ problems: [], did: 'nothing' });
});

it('is a problem and no exception, where the folder cannot be read or written', async () => {
  const { host } = fakeFolder();
  const listNames = async () => notRead('denied', 'permission denied');
  expect((await applyNetworkFiles({ ...host, listNames }, [])).problems).toHaveLength(1);
  const full = fakeFolder();
  full.left = 0;
  expect((await applyNetworkFiles(full.host, [file('a')])).problems).toHaveLength(1);
});

const contents = fc.dictionary(
  fc.constantFrom('90-bezel-a.network', '90-bezel-b.network', '.90-bezel-a.network.1f', '20-x.network'),
  fc.constantFrom('a', 'b', ''),
);
const wish = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c'))
  .chain((topics) => fc.tuple(...topics.map((t) => fc.constantFrom('a', 'b').map((text) => file(t, text)))));

it('from any folder, ended after any change: the next time networkd has what is wanted, and the time after nothing is done', async () => {
  await fc.assert(
    fc.asyncProperty(contents, wish, fc.nat({ max: 8 }), async (before, wanted, left) => {
      const folder = fakeFolder(before);
      folder.inForce = new Map(Object.entries(before).filter(([name]) => name.endsWith('.network')));
      folder.left = left;
      await applyNetworkFiles(folder.host, wanted);
      folder.left = Number.POSITIVE_INFINITY;
      await applyNetworkFiles(folder.host, wanted);
      const theirs = Object.entries(before).filter(([name]) => name === '20-x.network');
      const expected = Object.fromEntries([...theirs, ...wanted.map(({ name, text }) => [name, text])]);
      expect(Object.fromEntries(folder.files)).toEqual(expected);
      expect(Object.fromEntries(folder.inForce)).toEqual(expected);
      folder.left = 0;
      expect(await applyNetworkFiles(folder.host, wanted)).toEqual({ problems: [], did: 'nothing' });
    }),
  );
});
