import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ataPath, usbPath } from './drives/drive-box.ts';
import { FakeLibvirt } from './fake-libvirt.ts';
import { startSlices, WholeBox } from './whole-box.ts';

const diskPorts = ['1-1', '1-2', '1-2.1'];
const devicePorts = ['1-5', '1-6', '1-6.2'];
const drivePlaces = [ataPath(3), ataPath(4), usbPath];
const kinds = {
  nothing: { interfaces: [{ codes: '255/0/0' }] },
  printer: { interfaces: [{ codes: '7/1/2' }] },
  keyboard: { interfaces: [{ codes: '3/1/1' }] },
};

/** The kernel's words are said of disks only: udev's are of anything, and later. */
const said = fc.constantFrom('kernel' as const, 'udev' as const, 'nobody' as const);
const ofDisks = fc.oneof(
  fc.record({
    kind: fc.constant('plug disk' as const),
    port: fc.constantFrom(...diskPorts),
    empty: fc.boolean(),
    said,
  }),
  fc.record({ kind: fc.constant('yank disk' as const), port: fc.constantFrom(...diskPorts), said }),
  fc.record({
    kind: fc.constant('change card' as const),
    port: fc.constantFrom(...diskPorts),
    sizeBytes: fc.constantFrom(0, 4096, 8192),
    said,
  }),
);
const ofDevices = fc.oneof(
  fc.record({
    kind: fc.constant('plug device' as const),
    port: fc.constantFrom(...devicePorts),
    what: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
    said,
  }),
  fc.record({ kind: fc.constant('yank device' as const), port: fc.constantFrom(...devicePorts), said }),
);
const ofDrives = fc.oneof(
  fc.record({
    kind: fc.constant('plug drive' as const),
    place: fc.nat(drivePlaces.length - 1),
    disc: fc.constantFrom(null, 'A'),
    said,
  }),
  fc.record({ kind: fc.constant('pull drive' as const), place: fc.nat(drivePlaces.length - 1), said }),
  fc.record({
    kind: fc.constant('change disc' as const),
    place: fc.nat(drivePlaces.length - 1),
    disc: fc.constantFrom(null, 'A', 'B'),
    said,
  }),
);
const ofAll = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('quiet' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('turns' as const), count: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('word' as const),
      action: fc.constantFrom('attach' as const, 'detach' as const),
      id: fc.constantFrom('1-1:0', '1-2.1:0', '1-5', '1-6.2', 'ata3:0', '1-4.1:0'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'start' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('stop' as const, 'lose' as const, 'find' as const) }),
  },
);
type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : never;
/** Something that happens to the box; everything else happens to those who follow it. */
type Plugging = ValueOf<typeof ofDisks> | ValueOf<typeof ofDevices> | ValueOf<typeof ofDrives>;
type Happening = Plugging | ValueOf<typeof ofAll>;

const rules =
  "rules: [{action: allow, port: '1-6'}, {action: ignore, port: '1-2.*'}, {action: ignore, class: printer}]";

/** Whatever happens, the guest has in the end what it would have if it and the backend began now. */
async function endsAsAColdStart(happenings: readonly Happening[], mode: string): Promise<void> {
  const policy = `{drives: {mode: ${mode}}, ${rules}}`;
  const box = new WholeBox();
  const libvirt = new FakeLibvirt();
  let slices = await startSlices(box, libvirt, policy);
  for (const each of happenings) {
    if (each.kind === 'kill') {
      await slices.kill();
      slices = await startSlices(box, libvirt, policy);
    } else if (each.kind === 'quiet') await slices.quiet();
    else if (each.kind === 'turns')
      for (let n = 0; n < each.count; n++) await new Promise((resolve) => setImmediate(resolve));
    else if (each.kind === 'stop') libvirt.stop();
    else if (each.kind === 'start') libvirt.start();
    else if (each.kind === 'lose') libvirt.connect(false);
    else if (each.kind === 'find') libvirt.connect(true);
    else if ('said' in each) tellOf(each, happen(box, each), slices.say);
    else if (each.kind === 'word') slices.tell(each.action, each.id);
  }
  if (!libvirt.status.connected) libvirt.connect(true);
  // What nobody was told of is found at the next look, whatever it is for.
  if (happenings.some((each) => 'said' in each && each.said === 'nobody')) slices.say();
  await slices.quiet();
  const has = libvirt.has;
  const polled = drivePlaces.map((_, place) => box.drives.pollOf(`sr${place}`));
  await slices.kill();

  const cold = new FakeLibvirt();
  cold.isUp = libvirt.isUp;
  const anew = await startSlices(box, cold, policy);
  await anew.quiet();
  await anew.kill();
  expect(has).toEqual(cold.has);
  expect(polled).toEqual(drivePlaces.map((_, place) => box.drives.pollOf(`sr${place}`)));
}

/** Returns the kernel's name of it. */
function happen({ usb, drives }: WholeBox, each: Plugging): string {
  if (each.kind === 'plug disk') return usb.plug(each.port, each.empty ? { sizeBytes: 0 } : {});
  if (each.kind === 'plug device') usb.plugDevice(each.port, kinds[each.what]);
  else if (each.kind === 'yank disk') usb.yank(each.port);
  else if (each.kind === 'yank device') usb.unplugDevice(each.port);
  else if (each.kind === 'change card') usb.change(each.port, each.sizeBytes);
  else if (each.kind === 'plug drive')
    drives.plug(`sr${each.place}`, { at: drivePlaces[each.place] ?? '', disc: each.disc });
  else if (each.kind === 'pull drive') drives.pull(`sr${each.place}`);
  else drives.change(`sr${each.place}`, each.disc);
  return '';
}

function tellOf({ kind, said: by }: Plugging, name: string, say: (line?: string) => void): void {
  if (by === 'kernel' && kind === 'plug disk') say(`KERNEL[1.0] add      /devices/block/${name} (block)\n`);
  else if (by !== 'nobody') say();
}

/** Long ones: what is short does not get far. */
const many = (ofBox: fc.Arbitrary<Plugging>): fc.Arbitrary<Happening[]> =>
  fc.array(fc.oneof(ofBox, ofAll), { maxLength: 30, size: 'max' });

test.each(['drive', 'medium'])('drives in mode %s', async (mode) => {
  await fc.assert(
    fc.asyncProperty(many(ofDrives), (happenings) => endsAsAColdStart(happenings, mode)),
    { numRuns: 40 },
  );
});

test('USB devices', async () => {
  await fc.assert(
    fc.asyncProperty(many(ofDevices), (happenings) => endsAsAColdStart(happenings, 'none')),
    { numRuns: 40 },
  );
});

test('all that is plugged in, side by side', async () => {
  const mode = fc.constantFrom('drive', 'medium', 'none');
  await fc.assert(fc.asyncProperty(many(fc.oneof(ofDisks, ofDevices, ofDrives)), mode, endsAsAColdStart), {
    numRuns: 80,
  });
});
