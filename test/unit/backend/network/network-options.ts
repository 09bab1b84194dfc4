import { noPolicy } from '../../../../src/backend/config/policy/policy.ts';
import type { NetworkOptions } from '../../../../src/backend/network/network.ts';
import { silentLog } from '../silent-log.ts';
import { fakeFolder } from './networkd/folder.ts';

/** A network that nobody asks for anything and whose news nobody hears: without a policy, a guest and technicians. */
export const aloneOptions = (): Omit<
  NetworkOptions,
  'clock' | 'host' | 'machine' | 'own' | 'follow' | 'refreshNics'
> => ({
  log: silentLog,
  networkd: fakeFolder().host,
  roles: { unconfirmed: undefined, problems: [] },
  linksNamed: async () => {},
  readPolicy: () => noPolicy().network,
  runner: {
    submit: () => {
      throw new Error('nobody asks');
    },
  },
  readNics: async () => [],
  guestNics: () => [],
  guestPrivateMac: () => undefined,
  onPrivateLink: () => {},
  onChange: () => {},
  onAddresses: () => {},
});
