import { expect } from 'vitest';
import type { Network } from '../../../src/contract/index.ts';
import { waitFor } from '../driver/wait.ts';
import { identity } from '../support/awkward-box.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const host = '169.254.100.1';
/** What somebody would try first: ssh, DNS, http, rpcbind, libvirt, VNC. */
const others = [22, 53, 80, 111, 443, 16509, 16514, 5900];

/** Host and guest have a link of their own; the guest reaches the API there, and nothing else. */
storiesOfTheRunningBox('the private link of a box', (story) => {
  story(
    'the guest reaches the API on the private link, and nothing else of the host',
    async (box) => {
      const { privateLink } = await box.bezel<Network>('network', 'show');
      expect(privateLink).toMatchObject({ asWanted: { state: 'known', value: true } });
      const read = async () => {
        const { privateLink: seen, defaultRoutes } = await box.guestReport(['privateLink', 'defaultRoutes']);
        return seen?.addresses.includes('169.254.100.2/30') && { ...seen, defaultRoutes };
      };
      const { name, mac, answer, defaultRoutes } = await waitFor(read, {
        what: 'the guest to have its address',
        timeoutMs: 180_000,
        intervalMs: 5000,
      });
      expect(mac).toBe(privateLink?.guestMac);
      expect(defaultRoutes).toEqual([]);
      expect(JSON.stringify(JSON.parse(answer))).toContain(identity[0]);

      for (const port of others)
        expect((await box.inGuest(`nc -w 1 ${host} ${port} </dev/null`)).exitCode, `port ${port}`).not.toBe(
          0,
        );
      expect((await box.inGuest(`ping -c 2 -W 2 ${host}`)).exitCode).not.toBe(0);
      // Not as a router to what is on the wires either.
      for (const far of ['192.0.2.1', '203.0.113.7']) {
        await box.inGuest(`ip route add ${far}/32 via ${host} dev ${name}`);
        expect((await box.inGuest(`ping -c 1 -W 2 -I ${name} ${far}`)).exitCode, far).not.toBe(0);
        await box.inGuest(`ip route del ${far}/32 via ${host} dev ${name}`);
      }
      // Somebody else's address gets nothing.
      await box.inGuest(`ip addr add 192.0.2.77/32 dev ${name}`);
      const faked = await box.inGuest(`ping -c 1 -W 2 -I 192.0.2.77 ${host}`);
      await box.inGuest(`ip addr del 192.0.2.77/32 dev ${name}`);
      expect(faked.exitCode).not.toBe(0);
    },
    { isLong: true },
  );
});
