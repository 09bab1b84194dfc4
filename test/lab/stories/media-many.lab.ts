import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Box } from '../driver/box.ts';
import { nodeOf } from '../driver/usb.ts';
import { waitFor } from '../driver/wait.ts';
import type { Bench } from '../support/bench.ts';
import { disksInGuest, isGone, readMedia, stickOf } from '../support/media.ts';
import { changePolicy, policyFile } from '../support/policy.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

const portsOfHub = 8;
const hubs = 5;
/** Forty sticks are told of one after the other, in an emulated box. */
const allMs = 10 * 60_000;

storiesOfTheRunningBox('many sticks', (story) => {
  story(
    'forty sticks behind five hubs are all the guest’s, each with its own content, and a pulled hub takes its eight',
    async (box, lab) => {
      const before = await disksInGuest(box);
      const groups: { hub: string; sticks: string[] }[] = [];
      for (let at = 0; at < hubs; at++) groups.push(await plugHub(box, lab, at + 1));
      const count = hubs * portsOfHub;
      await heldAre(box, count);
      const words = groups.flatMap((_, at) => wordsOf(at + 1));
      expect(await wordsInGuest(box)).toEqual(words);

      const [first, ...others] = groups;
      if (first === undefined) throw new Error('there is no hub');
      await box.usb.yankAll({ id: first.hub, nodes: first.sticks.map(nodeOf) });
      await heldAre(box, count - portsOfHub);
      expect(await wordsInGuest(box)).toEqual(words.slice(portsOfHub));
      for (const { hub, sticks } of others) await box.usb.yankAll({ id: hub, nodes: sticks.map(nodeOf) });
      await isGone(box, before);
      expect(await readMedia(box)).toEqual([]);
      await box.guestIs('running');
    },
    { isLong: true, limitMinutes: 40 },
  );

  story(
    'with virtio disks the guest has eight; the ninth waits for a place, and says so',
    async (box, lab) => {
      await box.shell.run(`printf '\\nmedia: {bus: virtio}\\n' >> ${policyFile} && bezel config reload`);
      await plugHub(box, lab, 1);
      await heldAre(box, portsOfHub);
      const file = await makeStick(lab, 'ninth', 9);
      await box.usb.plug(file, { serial: 'NINTH', port: 2 });
      const row = await stickOf(box, 'NINTH', ({ why }) => why.includes('no free place'));
      expect(row).toMatchObject({ state: 'none', holder: 'nobody' });
      const [one] = await readMedia(box);
      await box.shell.run(`bezel media detach ${one?.id}`);
      await stickOf(box, 'NINTH', ({ state }) => state === 'attached');
      await changePolicy(box, 's/bus: virtio/bus: scsi/');
      await stickOf(box, 'NINTH', ({ state }) => state === 'attached');
    },
    { isLong: true, limitMinutes: 20 },
  );
});

const wordsOf = (port: number): string[] =>
  Array.from({ length: portsOfHub }, (_, at) => `stick-${port}-${at + 1}`);

async function makeStick(lab: Bench, word: string, sectors: number): Promise<string> {
  const file = join(lab.folder, `${word}.img`);
  const content = Buffer.alloc(64 * 1024 + sectors * 512);
  content.write(word);
  await writeFile(file, content);
  return file;
}

/** A hub in a port of the box, with a stick in each of its own; their names in QEMU. */
async function plugHub(box: Box, lab: Bench, port: number): Promise<{ hub: string; sticks: string[] }> {
  const hub = await box.usb.addHub(String(port));
  const sticks: string[] = [];
  for (const [at, word] of wordsOf(port).entries()) {
    const file = await makeStick(lab, word, at);
    sticks.push(await box.usb.plug(file, { serial: word, port: `${port}.${at + 1}` }));
  }
  return { hub, sticks };
}

/** Waits until the guest has that many, and nothing else is plugged in. */
async function heldAre(box: Box, count: number): Promise<void> {
  const ask = async () => {
    const rows = await readMedia(box);
    return rows.length === count && rows.every(({ state, present }) => state === 'attached' && present);
  };
  await waitFor(ask, { what: `the guest to have ${count} sticks`, timeoutMs: allMs, intervalMs: 1000 });
}

/** What the guest's SCSI disks begin with, sorted. */
async function wordsInGuest(box: Box): Promise<string[]> {
  const { output } = await box.inGuest(
    `for d in /sys/block/sd*; do dd if=/dev/\${d##*/} bs=512 count=1 2>/dev/null | tr -d '\\0'; echo; done`,
  );
  return (output.match(/stick-\d-\d/g) ?? []).sort();
}
