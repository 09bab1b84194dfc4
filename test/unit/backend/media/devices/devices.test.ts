import { expect, test } from 'vitest';
import { planDeviceWish } from '../../../../../src/backend/media/devices/plan-device-wish.ts';
import { readUsbDevices } from '../../../../../src/backend/media/devices/read-usb-devices.ts';
import { renderDevice } from '../../../../../src/backend/media/devices/render-device.ts';
import { parseAlias, toAlias } from '../../../../../src/backend/media/parse-alias.ts';
import { parseLive } from '../../../../../src/backend/media/parse-live.ts';
import { planMedia } from '../../../../../src/backend/media/plan-media.ts';
import { machine } from '../../../../support/machines.ts';
import { policyWith } from '../parts.ts';
import { type Device, UsbBox } from '../usb-box.ts';

const nothing = { seats: ['tty1', 'ttyS0'], hasUsbUps: false };
const keyboard: Device = { interfaces: [{ codes: '3/1/1', driver: 'usbhid' }], model: 'Keyboard' };
const mouse: Device = { interfaces: [{ codes: '3/1/2' }] };
const odd: Device = {
  interfaces: [{ codes: '3/0/0', inside: ['0003:046D:C52B.0001/input/input7'] }],
};

const devicesOf = async (box: UsbBox, own = nothing) =>
  (await readUsbDevices(box.files, own, new Set())).devices;

async function only(device: Device, own = nothing) {
  const box = new UsbBox();
  box.plugDevice('1-2.3', device);
  return (await devicesOf(box, own))[0];
}

async function wish(device: Device, media = '{}', { hasOtherKeyboard = true, own = nothing } = {}) {
  const found = await only(device, own);
  if (found === undefined) throw new Error('there is no device');
  const { media: policy } = policyWith(media);
  const parts = { own: true, policy, decision: undefined, lineOf: () => 7, hasOtherKeyboard, isHeld: false };
  return planDeviceWish(found, parts);
}

test('a device is told with what it is, where it is, and which plug-in', async () => {
  const device = await only({
    interfaces: [{ codes: '255/255/255', driver: 'ftdi_sio', inside: ['ttyUSB0'] }],
    serial: 'A9\u001b[2J',
  });
  expect(device).toMatchObject({
    ...{ kind: 'device', id: '1-2.3', bus: 1, device: 2, vendorId: '0403', productId: '6001' },
    ...{ vendor: 'FTDI', model: 'FT232R USB UART', classes: ['ff'], input: undefined, own: undefined },
  });
  expect(device?.serial).not.toContain('\u001b');
});

test.each<[string, Device]>([
  ['a hub', { interfaces: [{ codes: '9/0/1' }] }],
  ['a hub by its own class', { interfaces: [{ codes: '255/0/0' }], type: '9/0/1' }],
  ['a disk', { interfaces: [{ codes: '8/6/80' }] }],
  ['a modem with a disk for its drivers', { interfaces: [{ codes: '255/0/0' }, { codes: '8/6/80' }] }],
  ['a NIC by its class', { interfaces: [{ codes: '2/6/0' }, { codes: '10/0/0' }] }],
  ['a NIC by its driver', { interfaces: [{ codes: '255/255/0', inside: ['net/eth1'] }] }],
  ['a phone that is a NIC', { interfaces: [{ codes: '224/1/3' }] }],
  ['what the kernel has not configured', { interfaces: [], count: 0 }],
  ['what is not all there yet', { interfaces: [{ codes: '255/0/0' }], count: 2 }],
])('%s is none of these devices', async (_, device) => {
  expect(await only(device)).toBeUndefined();
});

test('of a recorded machine only the keyboard is one', async () => {
  const { devices } = await readUsbDevices(machine('lab-media').files, nothing, new Set());
  expect(devices.map(({ id, input }) => `${id} ${input}`)).toEqual(['1-1.4 keyboard']);
});

test('while udev is at work only what is known already is sure', async () => {
  const box = new UsbBox();
  box.plugDevice('1-1');
  box.plugDevice('1-2');
  box.write('/run/udev/queue', '');
  const during = await readUsbDevices(box.files, nothing, new Set(['1-1 1 2']));
  expect(during.isSettled).toBe(false);
  expect(during.devices.map(({ id, isSure }) => [id, isSure])).toEqual([
    ['1-1', true],
    ['1-2', false],
  ]);
  box.erase('/run/udev/queue');
  expect((await devicesOf(box)).map(({ isSure }) => isSure)).toEqual([true, true]);
});

test.each<[string, Device]>([
  ['a serial adapter', {}],
  ['a smart-card reader', { interfaces: [{ codes: '11/0/0' }] }],
  ['a printer', { interfaces: [{ codes: '7/1/2' }] }],
  ['a licence key', { interfaces: [{ codes: '3/0/0', driver: 'usbhid' }] }],
  ['a camera', { interfaces: [{ codes: '14/1/0' }, { codes: '14/2/0' }] }],
])('%s is given without a rule', async (_, device) => {
  expect(await wish(device)).toEqual({ kind: 'give', why: 'The policy gives it to the guest' });
});

test.each<[string, Device]>([
  ['a keyboard', keyboard],
  ['a mouse', mouse],
  ['what the kernel makes a keyboard of, whatever it says', odd],
  ['a licence key that is a keyboard, too', { interfaces: [{ codes: '255/0/0' }, { codes: '3/1/1' }] }],
])('%s stays with the host, also against rules that do not name its port', async (_, device) => {
  expect(await wish(device)).toMatchObject({ kind: 'host' });
  expect(await wish(device, "{rules: [{action: allow, vendor: '0403'}]}")).toMatchObject({ kind: 'host' });
  expect(await wish(device, '{rules: [{action: allow, class: hid}]}')).toMatchObject({ kind: 'host' });
});

test('a rule by port gives a keyboard away, but never the last one', async () => {
  const byPort = "{rules: [{action: allow, port: '1-2.3'}]}";
  expect(await wish(keyboard, byPort)).toMatchObject({ kind: 'give' });
  expect(await wish(keyboard, byPort, { hasOtherKeyboard: false })).toEqual({
    kind: 'host',
    why: 'It is the only keyboard that the box has left',
  });
  expect(await wish(mouse, byPort, { hasOtherKeyboard: false })).toMatchObject({ kind: 'give' });
});

test('a serial adapter with a seat on it, and a UPS that the box may follow, are its own', async () => {
  const adapter = { interfaces: [{ codes: '255/0/0', inside: ['ttyUSB0'] }] };
  const modem = { interfaces: [{ codes: '2/2/1', inside: ['tty/ttyACM0'] }, { codes: '10/0/0' }] };
  const own = { seats: ['ttyUSB0', 'ttyACM0'], hasUsbUps: true };
  const allow = "{rules: [{action: allow, port: '1-2.3'}]}";
  expect(await wish(adapter, allow, { own })).toEqual({ kind: 'never', why: 'The seat ttyUSB0 is on it' });
  expect(await wish(modem, allow, { own })).toMatchObject({
    kind: 'never',
    why: 'The seat ttyACM0 is on it',
  });
  expect(await wish({ interfaces: [{ codes: '3/0/0' }] }, allow, { own })).toMatchObject({ kind: 'never' });
  expect(await wish(modem, allow)).toMatchObject({ kind: 'give' });
});

test('rules fit by class, and what is removable is a matter of disks', async () => {
  const rules = '{rules: [{action: forbid, removable: true}, {action: ignore, class: printer}]}';
  expect(await wish({ interfaces: [{ codes: '7/1/2' }] }, rules)).toEqual({
    kind: 'may',
    why: 'Rule 2 of the policy (line 7) leaves it to a technician',
  });
  expect(await wish({}, rules)).toMatchObject({ kind: 'give' });
  expect(await wish({}, "{rules: [{action: forbid, class: 'FF'}]}")).toMatchObject({ kind: 'never' });
});

test('an alias tells the plug-in, and its element in the live XML what the guest has', async () => {
  const device = await only({});
  if (device === undefined) throw new Error('there is no device');
  const alias = toAlias(device) ?? '';
  expect(alias).toBe('ua-usb-1-2_3-1-2');
  expect(parseAlias(alias)).toEqual({ kind: 'device', id: '1-2.3', port: '1-2.3' });
  const xml = renderDevice(device, alias).replace(
    '</hostdev>',
    "<address type='usb' bus='0' port='2'/></hostdev>",
  );
  const live = parseLive(
    `<domain><devices><controller type='usb' index='0' model='qemu-xhci'/>${xml}</devices></domain>`,
  );
  expect(live).toMatchObject({
    hasUsb: true,
    attached: [{ alias, target: 'USB 2', source: '/dev/bus/usb/001/002' }],
  });
  const wanted = [{ alias, what: 'it', plugged: device }];
  expect(planMedia(live, wanted, 'scsi').steps).toEqual([]);
  expect(planMedia(live, [], 'scsi').steps).toEqual([{ kind: 'detach', alias, what: 'USB 2' }]);
  expect(planMedia({ ...live, attached: [] }, wanted, 'scsi').steps).toMatchObject([
    { kind: 'attach', device },
  ]);
  const without = planMedia({ ...live, attached: [], hasUsb: false }, wanted, 'scsi');
  expect([without.steps, without.hindered.get(alias)]).toEqual([[], 'The guest has no USB controller']);
});

test('whatever a device says of itself is one short line of plain text', async () => {
  const flood = 'x'.repeat(10_000);
  const device = await only({
    vendor: '\u001b]0;owned\u0007\u202eevil\r\n',
    model: `\u009b31m${flood}`,
    serial: `'"><inject/>\0${flood}`,
  });
  const said = [device?.vendor, device?.model, device?.serial].join('');
  expect(said).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect([device?.model?.length, device?.serial?.length]).toEqual([64, 128]);
  expect(renderDevice(device ?? never(), 'ua-usb-1-2_3-1-2')).not.toContain('inject');
});

test.each([
  'PRODUCT=zz/1/2\nBUSNUM=001\nDEVNUM=002',
  'PRODUCT=403/6001/600\nBUSNUM=../x\nDEVNUM=002',
  'PRODUCT=403/6001/600',
  '',
])('a device of which the kernel tells nonsense is left out: %j', async (uevent) => {
  const box = new UsbBox();
  box.plugDevice('1-1');
  box.write('/sys/bus/usb/devices/1-1/uevent', uevent);
  expect(await devicesOf(box)).toEqual([]);
});

function never(): never {
  throw new Error('there is no device');
}
