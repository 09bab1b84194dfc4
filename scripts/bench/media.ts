import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Box } from '../../test/lab/driver/box.ts';
import { makeResumedBox } from '../../test/lab/driver/lab.ts';
import { nicSlots } from '../../test/lab/driver/qemu-args.ts';
import { waitFor } from '../../test/lab/driver/wait.ts';
import { changePolicy } from '../../test/lab/support/policy.ts';
import { makeRunningBox } from '../../test/lab/support/running-box.ts';
import { type Figure, toMedian } from './figure.ts';
import { measureOwnShare } from './media/own-share.ts';

const rounds = 6;
const seenMs = 120_000;
/** How many sticks there are with the one that is plugged in. */
const counts = [1, 8, 32];
/** The box has eight ports; each card has 15. */
const portsOfTheBox = 8;
const portsOfCard = 15;

/** What the talk did by hand: a rule of udev runs a shell, which writes the XML and calls virsh. */
const rule = `ACTION=="add", SUBSYSTEM=="block", ENV{DEVTYPE}=="disk", ENV{ID_SERIAL_SHORT}=="SCRIPT", RUN+="/bin/sh /run/bench/attach %k"`;
const attach = `#!/bin/sh
cat >/run/bench/$1.xml <<END
<disk type='block' device='disk'><driver name='qemu' type='raw'/><source dev='/dev/$1'/><target dev='sdzz' bus='scsi'/><address type='drive' controller='0' bus='0' target='70' unit='0'/></disk>
END
virsh attach-device guest /run/bench/$1.xml --live && logger -t bench attached
`;

/** What of bezeld's lines in the journal is the end of an attachment, and its beginning; and what is the script's. */
const ends = {
  ours: 'The guest has .* as sd',
  asked: 'libvirt is asked to attach',
  script: 'bench.*: attached',
};

export async function measureMedia(root: string): Promise<Figure[]> {
  return [...(await measureOwnShare(root)), ...(await measureInBox({ rounds, counts }))];
}

/**
 * From the kernel's event of a stick to libvirt's attach call having returned, in a virtual box: by bezeld, and by a shell that a rule of udev runs, in turn.
 * Both are read off the box's monotonic clock: the stamp of `udevadm monitor`, and the journal's of the line that each writes then.
 *
 * @param prepare what else is done in the box first
 */
export async function measureInBox({
  rounds,
  counts,
  prepare = async () => {},
}: {
  rounds: number;
  counts: readonly number[];
  prepare?: (box: Box) => Promise<void>;
}): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bezel-media-'));
  const box = await makeResumedBox(dir, await makeRunningBox());
  try {
    await box.switchOn({ owned: true });
    await box.shellReady();
    await prepare(box);
    await setUp(box);
    const bench = new Bench(box, dir);
    const figures: Figure[] = [];
    for (const count of counts) {
      while (bench.crowd < count - 1) await bench.plugOneMore();
      const [ours, script]: [Timing[], Timing[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        ours.push(await bench.time(`OURS-${count}-${round}`));
        script.push(await bench.time('SCRIPT'));
      }
      figures.push(
        ...toFigures(count, ours, script, box.state.accel.kind === 'kvm' ? 'KVM' : 'software emulation'),
      );
    }
    return figures;
  } finally {
    await box.cut();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Milliseconds since the kernel's event. */
interface Timing {
  /** Until libvirt is asked; the script does not say. */
  asked: number | undefined;
  attached: number;
}

function toFigures(
  count: number,
  ours: readonly Timing[],
  script: readonly Timing[],
  kind: string,
): Figure[] {
  const [mine, others] = [ours, script].map((timings) => timings.map(({ attached }) => attached)) as [
    number[],
    number[],
  ];
  const asked = ours.flatMap((timing) => timing.asked ?? []);
  const faster = mine.filter((ms, round) => ms < (others[round] ?? 0)).length;
  return [
    {
      ...{ name: `the ${toOrdinal(count)} stick`, value: toMedian(mine), unit: 'ms' },
      against: { name: 'a rule of udev with virsh', value: toMedian(others) },
      note: `from the kernel's event to the attach call's return, ${kind}, ${mine.length} rounds in turn, faster in ${faster}: ${toList(mine)} ms ours, ${toList(others)} ms the script`,
    },
    {
      ...{
        name: `the ${toOrdinal(count)} stick, until libvirt is asked`,
        value: toMedian(asked),
        unit: 'ms',
      },
      note: `of the same rounds, with whatever else has the processor meanwhile, as udev: ${toList(asked)} ms`,
    },
  ];
}

const toOrdinal = (count: number): string => (count === 1 ? 'first' : `${count}th`);
const toList = (values: readonly number[]): string => values.map((value) => value.toFixed(0)).join(', ');

/** A call of the API: there is no verb for it. */
const tellAll = `require("node:http").request({
  socketPath: "/run/bezel/admin.sock", path: "/v1/log/levels", method: "POST", headers: {"content-type": "application/json"},
}).end(JSON.stringify({level: "debug", part: "media"}))`;

/** bezeld leaves what the script is to attach alone, and says when it asks libvirt. */
async function setUp(box: Box): Promise<void> {
  await box.shell.run('mkdir -p /run/bench /run/udev/rules.d');
  await box.shell.push(Buffer.from(attach), '/run/bench/attach');
  await box.shell.push(Buffer.from(`${rule}\n`), '/run/udev/rules.d/99-bench.rules');
  await box.shell.run('udevadm control --reload');
  await box.shell.run(`/usr/lib/bezel/node -e '${tellAll}'`);
  // What it writes is stamped when it gets the processor: before all others.
  await box.shell.run(
    'systemd-run --quiet --unit=bench-udev -p CPUWeight=10000 -p StandardOutput=file:/run/bench/events udevadm monitor --kernel --subsystem-match=block/disk',
  );
  await changePolicy(box, '$a media: {rules: [{action: ignore, serial: SCRIPT}]}');
}

/** The policy's own disks are sda to sdh, and vda and so on. */
const countSticks = "virsh domblklist guest | grep -c -E '^ *sd([i-z]|[a-z]{2}) ' || :";

class Bench {
  readonly #box: Box;
  readonly #dir: string;
  readonly #cards: string[] = [];
  /** Sticks that stay. */
  crowd = 0;

  constructor(box: Box, dir: string) {
    this.#box = box;
    this.#dir = dir;
  }

  async plugOneMore(): Promise<void> {
    await this.#plug(`CROWD-${this.crowd}`, ends.ours);
    this.crowd += 1;
  }

  /** Plugs a stick in, waits until it is attached, pulls it out again, and waits until it is gone. */
  async time(serial: string): Promise<Timing> {
    const isScript = serial === 'SCRIPT';
    const { id, event, attached } = await this.#plug(serial, isScript ? ends.script : ends.ours);
    const asked = isScript ? undefined : (await this.#linesOf(ends.asked)).at(-1);
    if (isScript) await this.#box.shell.run('virsh detach-disk guest sdzz --live', { reject: false });
    await this.#box.usb.yank(id);
    const isGone = async () => Number(await this.#box.shell.text(countSticks)) <= this.crowd;
    await waitFor(isGone, { what: 'the stick to be gone', timeoutMs: seenMs, intervalMs: 500 });
    return {
      asked: asked === undefined ? undefined : (asked - event) * 1000,
      attached: (attached - event) * 1000,
    };
  }

  async #plug(serial: string, line: string): Promise<{ id: string; event: number; attached: number }> {
    const { usb, shell } = this.#box;
    const file = join(this.#dir, `${serial}.img`);
    await writeFile(file, Buffer.alloc(1024 * 1024));
    const before = await this.#linesOf(line);
    const id = await usb.plug(file, { serial, bus: await this.#freeBus() });
    const told = async () => {
      const lines = await this.#linesOf(line);
      return lines.length > before.length && lines.at(-1);
    };
    const attached = await waitFor(told, {
      what: `${serial} to be attached`,
      timeoutMs: seenMs,
      intervalMs: 500,
    });
    const event = await shell.text(
      `awk '/^KERNEL/ && $2 == "add" {gsub(/[^0-9.]/, "", $1); at=$1} END {print at}' /run/bench/events`,
    );
    return { id, event: Number(event), attached };
  }

  /** One port of each is left for the stick that comes and goes. */
  async #freeBus(): Promise<string> {
    const card = Math.floor((this.crowd - (portsOfTheBox - 1)) / (portsOfCard - 1));
    if (this.crowd < portsOfTheBox - 1) return 'usb.0';
    this.#cards[card] ??= await this.#box.usb.addCard(nicSlots - 1 - card);
    return this.#cards[card];
  }

  /** The seconds of the monotonic clock at which such lines came into the journal. */
  async #linesOf(line: string): Promise<number[]> {
    const text = await this.#box.shell.text(
      `journalctl -b -o short-monotonic --no-pager | grep -E '${line}' || :`,
    );
    return text
      .split('\n')
      .flatMap((each) => /^\[ *(\d+\.\d+)\]/.exec(each)?.[1] ?? [])
      .map(Number);
  }
}
