import { expect, test } from 'vitest';
import { parseUevent } from '../../../../src/display/system/parse-uevent.ts';

const message = (...fields: string[]) => Buffer.from(`${fields.join('\0')}\0`, 'latin1');

test('a monitor that comes or goes', () => {
  const path = '/devices/pci0000:00/0000:00:02.0/drm/card0';
  expect(
    parseUevent(
      message(
        `change@${path}`,
        'ACTION=change',
        `DEVPATH=${path}`,
        'SUBSYSTEM=drm',
        'HOTPLUG=1',
        'CONNECTOR=31',
        'DEVNAME=dri/card0',
        'SEQNUM=3021',
      ),
    ),
  ).toEqual({ action: 'change', subsystem: 'drm', hotPlug: true });
});

test('another device', () => {
  expect(parseUevent(message('add@/devices/virtual/x', 'ACTION=add', 'SUBSYSTEM=input'))).toEqual({
    action: 'add',
    subsystem: 'input',
    hotPlug: false,
  });
});

test.each([
  ["udev's own messages", Buffer.from('libudev\0\xfe\xed\xca\xfe', 'latin1')],
  ['nothing', Buffer.alloc(0)],
  ['anything else', Buffer.from('hello')],
])('%s give nothing', (_, bytes) => {
  expect(parseUevent(bytes)).toBeUndefined();
});
