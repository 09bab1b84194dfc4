import { expect } from 'vitest';
import type { Network } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import type { GuestReport } from '../driver/guest-report.ts';
import type { Frame } from '../driver/outside/frames.ts';
import type { Outside } from '../driver/outside/outside.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const nics = ['nic0', 'nic1'] as const;
const gateways = { nic0: '192.0.2.1', nic1: '198.51.100.1' };
const privateHost = '169.254.100.1';
const soonMs = 60_000;
const patientMs = 180_000;

/** The wires belong to the guest, and the host is not there. */
storiesOfTheRunningBox('the network of a box', (story) => {
  story('from the first moment on, nothing but the guest is heard on a wire', async (box, lab) => {
    const outside = await plugIn(box, lab);
    const { address } = await addressOf(box, 0);
    expect((await outside.run('ping', '-c', '5', '-i', '0.3', '-W', '5', address)).exitCode).toBe(0);
    expect((await box.inGuest(`ping -c 3 -W 5 ${gateways.nic0}`)).exitCode).toBe(0);

    await askTheHost(box, outside);

    const upSeconds = Number((await box.shell.text('cat /proc/uptime')).split(' ')[0]);
    if (upSeconds < 130)
      await waitFor(async () => Number((await box.shell.text('cat /proc/uptime')).split(' ')[0]) >= 130, {
        what: 'two minutes since the boot',
        timeoutMs: soonMs * 3,
        intervalMs: 1000,
      });
    for (const [index, nic] of nics.entries()) {
      const frames = await box.framesSent(nic);
      expect(frames.length, `frames that the guest sent on ${nic}`).toBeGreaterThan(0);
      expect(sourcesOf(frames), `who speaks on ${nic}`).toEqual([(await guestNic(box, index)).mac]);
    }
  });

  story('the cable is pulled: the guest sees it, and sees it come back', async (box) => {
    const sees = async (carrier: boolean) => {
      await waitFor(async () => (await guestNic(box, 0)).carrier === carrier, {
        what: `the guest to see ${carrier ? 'a' : 'no'} cable`,
        timeoutMs: patientMs,
      });
      const [port] = (await box.bezel<Network>('network', 'show')).ports;
      expect(port?.carrier).toEqual({ state: 'known', value: carrier });
    };
    await sees(true);
    await box.nics.cable('nic0', 'down');
    await sees(false);
    expect((await guestNic(box, 1)).carrier).toBe(true);
    await box.nics.cable('nic0', 'up');
    await sees(true);
  });

  story('a NIC comes and goes, and a connection over another one goes on', async (box, lab) => {
    const outside = await plugIn(box, lab);
    const { address } = await addressOf(box, 0);
    await box.inGuest('(nc -ll -p 7000 -e cat </dev/null >/dev/null 2>&1 &)');
    const talk = await outside.talk(address, 7000);
    const before = (await box.guestReport(['nics'])).nics.length;

    await box.nics.add('nic2');
    await has(box, before + 1);
    await box.nics.remove('nic2');
    await has(box, before);

    expect(await talk.end()).toBeGreaterThan(10);
  });

  story(
    "a NIC becomes the host's own, and is taken back when nobody confirms it",
    async (box, lab) => {
      const outside = await plugIn(box, lab);
      const port = async () => (await box.api<Network>('/v1/network')).ports[1];
      const nic = (await port())?.nic ?? '';
      await box.shell.run(`bezel network set ${nic} --role management`);
      const hasAddress = async () => (await port())?.management?.addresses[0];
      const address = await waitFor(hasAddress, {
        what: 'the host to have an address by DHCP',
        timeoutMs: soonMs,
        intervalMs: 1000,
      });
      expect(address).toMatch(/^198\.51\.100\.\d+\/24$/);
      // Nobody gets in, and ping is not answered.
      expect((await outside.run('ping', '-c', '1', '-W', '2', toHost(address))).exitCode).not.toBe(0);

      const isBack = async () => {
        const now = await port();
        return now?.role === 'guest' && now.asWanted.state === 'known' && now.asWanted.value;
      };
      await waitFor(isBack, { what: 'the NIC to be taken back', timeoutMs: patientMs, intervalMs: 2000 });
      expect(await box.shell.text(`ip -4 -o address show dev ${nic}`)).toBe('');
    },
    { isLong: true },
  );

  story(
    'large packets and frames that bridges keep to themselves reach the guest when the policy says so',
    async (box, lab) => {
      const outside = await plugIn(box, lab);
      const { address, name } = await addressOf(box, 0);
      const large = () => outside.run('ping', '-c', '3', '-W', '5', '-M', 'do', '-s', '8900', address);
      // To the group address of LLDP, from a switch, with a type and an end and nothing in between.
      const lldp = `0180c200000e020000000001${'88cc'}${'00'.repeat(46)}`;
      const hears = async () => {
        const count = async () =>
          Number((await box.inGuest(`cat /sys/class/net/${name}/statistics/rx_packets`)).output);
        const first = await count();
        await outside.sendFrames('to-nic0', lldp, 200);
        return (await count()) - first;
      };
      expect(await hears()).toBeLessThan(100);
      await outside.ip('link', 'set', 'to-nic0', 'mtu', '9000');
      expect((await large()).exitCode).not.toBe(0);
      await changePolicy(box, 's|^guest:|network:\\n  mtu: 9000\\n  pass: [lldp]\\nguest:|');
      await waitFor(async () => (await box.api<Network>('/v1/network')).ports.every(isSettled), {
        what: 'the ports to be as wanted',
        timeoutMs: soonMs,
      });
      expect(await hears()).toBeGreaterThanOrEqual(200);
      await box.inGuest(`ip link set ${name} mtu 9000`);
      expect((await large()).exitCode).toBe(0);
    },
    { isLong: true },
  );
});

const toHost = (address: string): string => address.split('/')[0] ?? '';

const isSettled = ({ asWanted, mtu }: Network['ports'][number]): boolean =>
  asWanted.state === 'known' && asWanted.value && mtu.state === 'known' && mtu.value === 9000;

/** Both cables lead into a network that gives the guest its address. */
async function plugIn(box: Box, lab: Bench): Promise<Outside> {
  const isNew = !lab.hasOutside(box);
  const outside = lab.outside(box);
  if (!isNew) return outside;
  for (const nic of nics) {
    const net = gateways[nic].replace(/\.1$/, '');
    await outside.plug(nic, {
      address: `${gateways[nic]}/24`,
      dhcp: { first: `${net}.100`, last: `${net}.149` },
    });
  }
  // The demo guest's DHCP clients ask once a minute; new ones ask now.
  const ask =
    'for nic in /sys/class/net/eth*; do udhcpc -i ${nic##*/} -b -S -A 60 -s /usr/share/udhcpc/default.script >/dev/null 2>&1 & done';
  await box.inGuest(`killall udhcpc; ${ask}; true`);
  return outside;
}

/** What the guest sees of its NIC behind one of the box's. */
async function guestNic(box: Box, index: number): Promise<GuestReport['nics'][number]> {
  const { ports } = await box.api<Network>('/v1/network');
  const mac = ports[index]?.guestMac;
  const nic = (await box.guestReport(['nics'])).nics.find((each) => each.mac === mac);
  if (nic === undefined) throw new Error(`the guest has no NIC with the address ${mac}`);
  return nic;
}

/** The guest's name of its NIC behind one of the box's, and the address that it got by DHCP. */
async function addressOf(box: Box, index: number): Promise<{ name: string; address: string }> {
  const { name } = await guestNic(box, index);
  const read = async () => (await guestNic(box, index)).addresses[0]?.split('/')[0];
  const address = await waitFor(read, {
    what: 'the guest to have an address',
    timeoutMs: patientMs,
    intervalMs: 2000,
  });
  return { name, address };
}

async function has(box: Box, count: number): Promise<void> {
  await waitFor(async () => (await box.guestReport(['nics'])).nics.length === count, {
    what: `the guest to have ${count} NICs`,
    timeoutMs: patientMs,
    intervalMs: 1000,
  });
}

/** Asks the host in every way that somebody on the wire could; it must not answer. */
async function askTheHost(box: Box, outside: Outside): Promise<void> {
  const macs = (await box.shell.text('cat /sys/class/net/enp*/address /sys/class/net/br-*/address')).split(
    '\n',
  );
  for (const nic of nics) {
    const link = `to-${nic}`;
    expect((await outside.run('arping', '-c', '2', '-w', '3', '-I', link, privateHost)).exitCode).not.toBe(0);
    for (const mac of new Set(macs)) {
      await outside.run('ip', 'neigh', 'replace', privateHost, 'lladdr', mac, 'dev', link);
      await outside.run('ip', 'route', 'replace', privateHost, 'dev', link);
      expect((await outside.run('ping', '-c', '1', '-W', '1', privateHost)).exitCode).not.toBe(0);
    }
    await outside.run('ip', 'route', 'del', privateHost, 'dev', link);
    await outside.run('ping', '-6', '-c', '2', '-W', '2', `ff02::1%${link}`);
  }
}

/** Who has sent these frames, each once. */
const sourcesOf = (frames: readonly Frame[]): string[] =>
  [...new Set(frames.map(({ source }) => source))].sort();
