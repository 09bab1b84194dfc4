import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAlias } from '../../../../src/backend/media/parse-alias.ts';
import { eventually } from '../../../support/eventually.ts';
import { FakeGuest } from './fake-guest.ts';
import { follow, memoryStore, policyWith } from './parts.ts';
import { UsbBox } from './usb-box.ts';

const ports = ['1-1', '1-2', '1-2.1', '1-2.4'];
const port = fc.constantFrom(...ports);

const happening = fc.oneof(
  fc.record({ kind: fc.constant('plug' as const), port, empty: fc.boolean() }),
  fc.record({ kind: fc.constant('yank' as const), port }),
  fc.record({ kind: fc.constant('change' as const), port, sizeBytes: fc.constantFrom(0, 4096, 8192) }),
  fc.record({ kind: fc.constantFrom('take' as const, 'give' as const), port }),
  fc.record({ kind: fc.constantFrom('look' as const, 'stop' as const, 'start' as const, 'kill' as const) }),
);

test('whatever happens, and whoever sees it, ends as a cold start would have it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
      const box = new UsbBox();
      const guest = new FakeGuest();
      const db = memoryStore();
      const policy = policyWith("{rules: [{action: ignore, port: '1-2.*'}]}");
      let backend = follow(box, guest, policy, db);
      for (const each of happenings) {
        if (each.kind === 'plug') box.plug(each.port, each.empty ? { sizeBytes: 0 } : {});
        else if (each.kind === 'yank') box.yank(each.port);
        else if (each.kind === 'change') box.change(each.port, each.sizeBytes);
        else if (each.kind === 'stop') guest.stop();
        else if (each.kind === 'start') guest.start();
        else if (each.kind === 'look') await backend.media.look();
        else if (each.kind === 'kill') {
          backend.media.stop();
          backend = follow(box, guest, policy, db);
        } else if (each.kind === 'take' || each.kind === 'give') {
          await backend.media.look();
          const alias = backend.media.plugged?.filter((disk) => disk.port === each.port).map(toAlias)[0];
          if (alias !== undefined) backend.decisions.set(alias, each.kind === 'take' ? 'taken' : 'given');
        }
      }
      await backend.media.check();
      await backend.media.check();

      const cold = new FakeGuest();
      const later = follow(box, cold, policy, db);
      await later.media.check();
      expect([...guest.disks.keys()].sort()).toEqual(guest.isUp ? [...cold.disks.keys()].sort() : []);
    }),
    { numRuns: 150 },
  );
});

test('a disk that is pulled goes from the guest, and comes back in another port', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  const { media } = follow(box, guest);
  box.plug('1-1', { serial: '4C53' });
  await media.check();
  expect([...guest.disks.keys()]).toEqual(['ua-medium-1-1-0-17']);
  box.yank('1-1');
  await media.look();
  expect(guest.disks.size).toBe(0);
  box.plug('1-2.4', { serial: '4C53' });
  await media.look();
  expect([...guest.disks.keys()]).toEqual(['ua-medium-1-2_4-0-18']);
});

test('a disk that took the place and the name of another one is another one, also when nobody saw that', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  box.plug('1-1');
  const first = follow(box, guest);
  await first.media.check();
  first.media.stop();
  box.plug('1-1');
  await follow(box, guest).media.check();
  expect([...guest.disks.keys()]).toEqual(['ua-medium-1-1-0-18']);
});

test('what libvirt refuses is tried again for a reason, not because the try was seen', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  guest.refusal = 'no';
  box.plug('1-1');
  const { media } = follow(box, guest);
  await media.look();
  await media.look();
  expect([guest.attaches, media.whyNot('ua-medium-1-1-0-17')]).toEqual([1, 'no']);
  guest.refusal = undefined;
  await media.check();
  expect(guest.disks.size).toBe(1);
});

test('a guest that does not let go in time is busy, and is asked again when there is a reason', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  const alias = 'ua-medium-1-1-0-17';
  box.plug('1-1');
  const { media, clock } = follow(box, guest);
  await media.check();
  guest.holdsOn = true;
  box.yank('1-1');
  await media.look();
  expect(media.isLeaving(alias)).toBe(true);
  clock.advance(30_000);
  expect([media.isLeaving(alias), media.whyBusy(alias)]).toEqual([false, 'it has not let go within 30 s']);
  await media.look();
  expect(media.isLeaving(alias)).toBe(true);
  guest.letGo(alias);
  await media.look();
  expect(media.live).toMatchObject({ kind: 'up', attached: [] });
});

test('a disk that is gone when it is its turn is not attached, whatever has its name now', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  box.plug('1-1');
  const { media } = follow(box, guest);
  const readDomain = guest.readDomain.bind(guest);
  guest.readDomain = async () => {
    guest.readDomain = readDomain;
    box.plug('1-1');
    return readDomain();
  };
  await media.look();
  expect(guest.attaches).toBe(0);
  await media.look();
  expect([...guest.disks.keys()]).toEqual(['ua-medium-1-1-0-18']);
});

test('a guest without the controller gets none, and is told why', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  guest.hasScsi = false;
  box.plug('1-1');
  const { media } = follow(box, guest);
  await media.check();
  expect([guest.attaches, media.whyNot('ua-medium-1-1-0-17')]).toEqual([
    0,
    expect.stringContaining('from its next start on'),
  ]);
});

test('a new disk is given at once, and a look that began before it came does not take it back', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  const { media } = follow(box, guest);
  await media.check();
  const { listNames } = box.files;
  let goOn = (): void => {};
  box.files.listNames = async (path) => {
    box.files.listNames = listNames;
    const before = await listNames(path);
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    return before;
  };
  const looking = media.look();
  await eventually(() => expect(box.files.listNames).toBe(listNames));
  const name = box.plug('1-1');
  const met = media.meet(name);
  await eventually(() => expect(guest.disks.size).toBe(1));
  goOn();
  await Promise.all([looking, met]);
  expect([[...guest.disks.keys()], guest.doings]).toEqual([['ua-medium-1-1-0-17'], []]);
});

test('a new disk that is not to be given is not, and one that libvirt refuses is tried again when udev is done with it', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  const { media } = follow(box, guest, policyWith("{rules: [{action: ignore, port: '1-2'}]}"));
  await media.check();
  await media.meet(box.plug('1-2'));
  expect(guest.attaches).toBe(0);
  guest.refusal = 'no';
  const name = box.plug('1-1');
  const alias = 'ua-medium-1-1-0-18';
  await media.meet(name);
  expect([guest.attaches, media.whyNot(alias)]).toEqual([1, undefined]);
  await media.look();
  expect([guest.attaches, media.whyNot(alias)]).toEqual([2, 'no']);
  await media.meet(name);
  expect(guest.attaches).toBe(2);
});

test('nothing is given at once before all that is plugged in was read, or to a guest that is off', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  guest.stop();
  const { media } = follow(box, guest);
  const name = box.plug('1-1');
  await media.meet(name);
  await media.meet(name);
  expect(guest.attaches).toBe(0);
  guest.start();
  await eventually(() => expect(guest.disks.size).toBe(1));
});

test('the live XML is read before a new disk is given when libvirt has told of something, and is asked for a place that is free', async () => {
  const box = new UsbBox();
  const guest = new FakeGuest();
  const { media } = follow(box, guest);
  await media.check();
  let reads = 0;
  const readDomain = guest.readDomain.bind(guest);
  guest.readDomain = () => {
    reads += 1;
    return readDomain();
  };
  const attachDevice = guest.attachDevice.bind(guest);
  const readsAtAttach: number[] = [];
  guest.attachDevice = (name, xml) => {
    readsAtAttach.push(reads);
    return attachDevice(name, xml);
  };
  await media.meet(box.plug('1-1'));
  reads = 0;
  // Somebody else attaches a disk in the next place, of which libvirt tells.
  guest.disks.set('theirs', "<disk><target dev='sdj'/></disk>");
  guest.tell({ kind: 'device', name: 'guest', alias: 'theirs', what: 'added' });
  await media.meet(box.plug('1-2'));
  expect(readsAtAttach).toEqual([0, 1]);
  expect(media.live).toMatchObject({ kind: 'up', attached: [{ target: 'sdi' }, { target: 'sdk' }] });
  // And once more, without a word.
  guest.disks.set('theirs too', "<disk><target dev='sdl'/></disk>");
  await media.meet(box.plug('1-2.1'));
  expect(guest.disks.size).toBe(4);
  await media.look();
  expect([guest.disks.size, media.whyNot('ua-medium-1-2_1-0-19')]).toEqual([5, undefined]);
});
