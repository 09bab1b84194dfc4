import type { BoxOptions } from '../driver/options.ts';

/**
 * A box whose identity holds every character that XML, a shell or QEMU's options could trip over. There is a watchdog on its board, and what
 * it sends on its wires is recorded.
 */
export const awkwardBox = {
  memoryMiB: 3072,
  cpus: 1,
  nics: 2,
  recordFrames: true,
  qemuArgs: ['-device', 'i6300esb'],
  smbios: {
    '0': { vendor: 'Firm & Co', version: '1.2', date: '02/03/2026' },
    '1': {
      manufacturer: 'ACME & Sons',
      product: 'Box <9000>, large',
      version: 'v"1"',
      serial: 'SN-<&>-42',
      uuid: 'b0c1d2e3-0001-4000-8000-00000000cafe',
      sku: "it's $HOME",
      family: 'Boxes',
    },
    '2': { manufacturer: 'ACME & Sons', product: 'Board', serial: 'B-1' },
    '3': { manufacturer: 'ACME & Sons', serial: 'C-1', asset: 'Tag 7' },
    '11': { values: ['first, with a comma', '<second>'] },
  },
} satisfies BoxOptions;

/** What both seats have to show of it. */
export const identity = ['ACME & Sons', 'Box <9000>, large', 'SN-<&>-42'];
