import type { UsbDevice } from './devices/model.ts';
import type { Plugged, UsbDisk } from './model.ts';

/** Recognises in libvirt's XML what is ours, and which disk and medium, or which device, it is. libvirt wants `ua-` and letters, digits, `_` and `-`. */
const diskForm = /^ua-medium-(\d+-\d+(?:_\d+)*)-(\d+)-(\d+)$/;
const deviceForm = /^ua-usb-(\d+-\d+(?:_\d+)*)-(\d+)-(\d+)$/;

/** libvirt's name for this very medium or plug-in in this very place; absent where the kernel does not number what is plugged in. */
export const toAlias = (
  plugged: Pick<UsbDisk, 'port' | 'lun' | 'sequence'> | Pick<UsbDevice, 'port' | 'bus' | 'device'>,
): string | undefined => {
  const port = plugged.port.replaceAll('.', '_');
  if ('device' in plugged) return `ua-usb-${port}-${plugged.bus}-${plugged.device}`;
  return plugged.sequence === undefined ? undefined : `ua-medium-${port}-${plugged.lun}-${plugged.sequence}`;
};

/** The place that is told of by an alias of ours. */
export function parseAlias(alias: string): Pick<Plugged, 'kind' | 'id' | 'port'> | undefined {
  const [, diskPort, lun] = diskForm.exec(alias) ?? [];
  if (diskPort !== undefined) {
    const port = diskPort.replaceAll('_', '.');
    return { kind: 'disk', id: `${port}:${lun}`, port };
  }
  const port = deviceForm.exec(alias)?.[1]?.replaceAll('_', '.');
  return port === undefined ? undefined : { kind: 'device', id: port, port };
}
