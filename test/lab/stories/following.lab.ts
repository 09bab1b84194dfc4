import { expect } from 'vitest';
import type { LedgerEntry, Verdict } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { tellGuest } from '../support/guest-word.ts';
import { entryAfter, newestEntry, readLedger } from '../support/ledger.ts';
import { changePolicy } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const guestMs = 300_000;

/** One way in which a guest ends, as the demo guest's console or somebody at the host brings it about. */
interface Ending {
  how: string;
  verdict: Verdict;
  intent?: 'halt' | 'reboot';
  /** What the evidence must have in it. */
  sign: RegExp;
  bringAbout(box: Box): Promise<unknown>;
  /** The same verdict on a real QEMU is a test of its own, without a box. */
  isLong?: true;
}

const say =
  (word: string) =>
  (box: Box): Promise<void> =>
    tellGuest(box, word);
const run = (command: string) => (box: Box) => box.shell.run(command);

/** After each of these the policy of the demo has the guest start again. */
const endings: readonly Ending[] = [
  {
    how: 'reboots',
    verdict: 'rebooted',
    intent: 'reboot',
    sign: /guest-reset/,
    bringAbout: say('reboot'),
  },
  {
    how: 'reboots without a word',
    verdict: 'rebooted',
    sign: /guest-reset/,
    bringAbout: say('reboot-now'),
    isLong: true,
  },
  {
    how: 'dies of a triple fault',
    verdict: 'rebooted',
    sign: /guest-reset/,
    bringAbout: say('triple-fault'),
    isLong: true,
  },
  { how: 'panics', verdict: 'crashed', sign: /PANIC/i, bringAbout: say('panic') },
  {
    how: 'no longer feeds its watchdog',
    verdict: 'watchdog',
    sign: /WATCHDOG/i,
    bringAbout: say('hang'),
    isLong: true,
  },
  {
    how: 'loses its QEMU',
    verdict: 'qemu-died',
    sign: /failed|crashed/,
    bringAbout: run('kill -KILL "$(cat /run/libvirt/qemu/guest.pid)"'),
    isLong: true,
  },
];

/** Those that the demo's policy follows otherwise: it is told to start the guest again after each. */
const otherEndings: readonly Ending[] = [
  { how: 'halts', verdict: 'halted', intent: 'halt', sign: /guest-shutdown/, bringAbout: say('halt') },
  { how: 'halts without a word', verdict: 'halted', sign: /guest-shutdown/, bringAbout: say('halt-now') },
  {
    how: 'is destroyed past Bezel',
    verdict: 'killed',
    sign: /destroyed/,
    bringAbout: run('virsh destroy guest'),
  },
  {
    how: 'is asked to stop',
    verdict: 'stopped',
    intent: 'halt',
    sign: /stop/,
    bringAbout: run('bezel guest stop'),
  },
];

/** However the guest ends, the box finds out how, writes it down once, and does what the policy says, once. */
storiesOfTheRunningBox('a box that follows its guest', (story) => {
  for (const ending of endings) {
    const { isLong = false } = ending;
    const title = `the guest ${ending.how}: the box knows, and starts it again`;
    const tell = async (box: Box) => {
      const { before, starts } = await readyGuest(box);
      await ending.bringAbout(box);
      const entry = await entryAfter(box, before);
      expectEnding(entry, ending);
      expect(entry).toMatchObject({ action: 'restart', outcome: 'done' });
      await box.guestIs('running');
      expect(await countStarts(box)).toBe(starts + 1);
    };
    story(title, tell, { isLong });
  }

  story(
    'the guest panics where dumps are kept: its memory is on the host before it starts again',
    async (box) => {
      const directory = '/var/lib/bezel/dumps';
      await box.shell.run(
        `lvcreate --type thin --virtualsize 8G --thinpool bezel/pool --name dumps && mkfs.ext4 -q /dev/bezel/dumps && mkdir -p ${directory} && mount /dev/bezel/dumps ${directory}`,
        { timeoutMs: guestMs },
      );
      await changePolicy(box, '$a power: {dump: {keep: 1}}');
      const { before } = await readyGuest(box);
      await say('panic')(box);
      const entry = await entryAfter(box, before);
      expect(entry).toMatchObject({ verdict: 'crashed', action: 'restart', outcome: 'done' });
      if (entry.dump?.state !== 'written') throw new Error(`no dump: ${JSON.stringify(entry.dump)}`);
      expect(await box.shell.text(`head -c 12 ${entry.dump.file}`)).toMatch(/^(KDUMP|makedumpfile)/);
      await box.guestIs('running');
    },
    { isLong: true },
  );

  story(
    'the guest is destroyed past Bezel: it is left off until somebody starts it',
    async (box) => {
      const { before } = await readyGuest(box);
      await box.shell.run('virsh destroy guest');
      const entry = await entryAfter(box, before);
      expect(entry).toMatchObject({ verdict: 'killed', action: 'leave-off', outcome: 'done' });
      await box.guestIs('off');
    },
    { isLong: true },
  );

  for (const [how, word, verdict] of [
    ['reboots', 'reboot-now', 'rebooted'],
    ['panics', 'panic', 'crashed'],
  ] as const) {
    story(
      `the guest ${how} while there is no backend: the next one knows, and starts it again`,
      async (box) => {
        const { before, starts } = await readyGuest(box);
        await box.shell.run('systemctl kill --signal=KILL bezeld && systemctl stop bezeld');
        await say(word)(box);
        // A crashed guest is kept for whoever wants to look.
        const ended = () => box.shell.text('virsh domstate guest').then((text) => !text.includes('running'));
        await waitFor(ended, { what: 'the guest to end', timeoutMs: guestMs, intervalMs: 1000 });
        await box.shell.run('systemctl start bezeld');
        const entry = await entryAfter(box, before);
        expect(entry).toMatchObject({ verdict, action: 'restart', outcome: 'done' });
        expect(entry.evidence.map(({ source }) => source)).toContain('witness');
        await box.guestIs('running');
        expect(await countStarts(box)).toBe(starts + 1);
      },
      { isLong: word === 'panic' },
    );
  }

  // integration/power/killed.test.ts kills it at any moment of a stop, with real ones of all it talks to.
  story(
    'the backend is killed again and again while the guest reboots: it starts once',
    async (box) => {
      const { before, starts } = await readyGuest(box);
      await say('reboot')(box);
      for (let kill = 0; kill < 4; kill++) {
        await box.shell.run(`sleep 0.${3 + kill * 2}; systemctl kill --signal=KILL bezeld`, {
          reject: false,
        });
      }
      const entry = await entryAfter(box, before);
      expect(entry).toMatchObject({ verdict: 'rebooted', action: 'restart', outcome: 'done' });
      await box.guestIs('running');
      // By then whoever would start it once more has had the time.
      await box.monitor.waitForText(/guest is running[\s\S]*last stop: rebooted/i);
      expect(await countStarts(box)).toBe(starts + 1);
    },
    { isLong: true },
  );

  story('no start succeeds: the guest is left off, and the box says so', async (box) => {
    const { before } = await readyGuest(box);
    await box.shell.run('mount --bind /bin/false $(readlink -f /usr/bin/qemu-system-x86_64)');
    await say('reboot')(box);
    const failed = (entry: LedgerEntry) => entry.verdict === 'failed-start';
    const found = () =>
      readLedger(box).then((entries) => entries.filter(({ id }) => id > before).find(failed));
    const entry = await waitFor(found, { what: 'a failed start', timeoutMs: guestMs, intervalMs: 2000 });
    expect(entry).toMatchObject({ action: 'leave-off' });
    expect(await box.monitor.waitForText(/guest is off|guest is crashed/i, guestMs)).toBeTruthy();
  });

  story(
    'twenty rounds over all kinds of ends: no verdict is wrong, and the guest starts once after each',
    async (box, lab) => {
      const restart = '{action: restart, delayS: 0}';
      await changePolicy(
        box,
        `$a power: {halted: ${restart}, killed: ${restart}, stopped: ${restart}, backOff: {delaysS: [0], giveUpAfter: 0}}`,
      );
      const all = [...endings, ...otherEndings];
      for (let round = 0; round < 20; round++) {
        // 7 and the number of kinds have no common divisor: each comes, and after different ones.
        const ending = all[(round * 7 + Math.floor(round / all.length)) % all.length] as Ending;
        const { before, boots } = await readyGuest(box);
        await ending.bringAbout(box);
        const entry = await entryAfter(box, before);
        await lab.note(`round ${round + 1}: the guest ${ending.how}: ${entry.verdict}`);
        expectEnding(entry, ending);
        expect(entry).toMatchObject({ action: 'restart', outcome: 'done' });
        await box.guestIs('running');
        expect((await box.guestReport(['boots'])).boots).toBe(boots + 1);
      }
    },
    { isLong: true, limitMinutes: 60 },
  );

  story(
    'during maintenance nothing follows the guest',
    async (box) => {
      const { before } = await readyGuest(box);
      await box.shell.run('bezel power maintenance on "new disks" --for 1h');
      await say('halt')(box);
      const entry = await entryAfter(box, before);
      expect(entry).toMatchObject({ verdict: 'halted', outcome: 'suspended' });
      expect(await box.monitor.waitForText(/new disks/)).toMatch(/maintenance/i);
      await box.guestIs('off');
    },
    { isLong: true },
  );

  story(
    'a guest that crashes again and again is started later each time, and then left off',
    async (box) => {
      await changePolicy(box, '$a power: {backOff: {delaysS: [1, 2], giveUpAfter: 2}}');
      const crash = async (): Promise<LedgerEntry> => {
        const before = await newestEntry(box);
        await box.shell.run('kill -KILL "$(cat /run/libvirt/qemu/guest.pid)"');
        return entryAfter(box, before);
      };
      for (let times = 0; times < 2; times++) {
        expect(await crash()).toMatchObject({ verdict: 'qemu-died', action: 'restart' });
        await box.guestIs('running');
      }
      expect(await crash()).toMatchObject({ verdict: 'qemu-died', action: 'leave-off' });
      await box.guestIs('crashed');
      expect((await box.bezel<{ backOff: { broken: boolean } }>('power', 'status')).backOff.broken).toBe(
        true,
      );
    },
    { isLong: true },
  );
});

function expectEnding(entry: LedgerEntry, { verdict, intent, sign }: Ending): void {
  expect(entry.verdict).toBe(verdict);
  expect(entry.intent?.kind).toBe(intent);
  expect(entry.evidence.map(({ what }) => what).join('; ')).toMatch(sign);
}

/** The guest has booted to its prompt; what the ledger has so far, and how often the guest has booted and was started. */
async function readyGuest(box: Box): Promise<{ before: number; boots: number; starts: number }> {
  await box.guestIs('running');
  const { boots } = await box.guestReport(['boots']);
  return { before: await newestEntry(box), boots, starts: await countStarts(box) };
}

/** How often libvirt has started the guest, as its own log of the guest's QEMU has it. */
const countStarts = async (box: Box): Promise<number> =>
  Number(await box.shell.text('grep -c "starting up libvirt version" /var/log/libvirt/qemu/guest.log'));
