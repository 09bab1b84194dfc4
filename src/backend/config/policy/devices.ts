import * as z from 'zod';
import { absolutePath, plainName } from './values.ts';

export const firmware = z
  .enum(['bios', 'uefi', 'uefi-secure'])
  .default('bios')
  .describe(
    '`bios`: SeaBIOS. `uefi`: OVMF. `uefi-secure`: OVMF with Secure Boot on, and with the keys that Windows and most Linux distributions are signed for. The variables of UEFI survive restarts of the guest and of the box.',
  );

export const tpm = z
  .enum(['none', 'emulated', 'passthrough'])
  .default('none')
  .describe(
    "`emulated`: a TPM 2.0 (swtpm), whose state survives restarts of the guest and of the box. `passthrough`: the box's own; without one the guest is not started.",
  );

export const watchdog = z
  .strictObject({
    model: z
      .enum(['i6300esb', 'itco', 'none'])
      .default('i6300esb')
      .describe(
        'The watchdog that the guest may use. `i6300esb`: a PCI device. `itco`: a part of the chipset. Linux has drivers for both, Windows for neither.',
      ),
    action: z
      .enum(['reset', 'poweroff', 'shutdown', 'pause', 'inject-nmi', 'none'])
      .default('reset')
      .describe('What happens when the guest has armed it and does not feed it, as libvirt names it.'),
  })
  .describe("The guest's watchdog.");

export const display = z
  .strictObject({
    vnc: z
      .boolean()
      .default(true)
      .describe("Whether the guest's display can be seen, by VNC on a unix socket. No port is open."),
    video: z
      .enum(['virtio', 'vga', 'bochs', 'none'])
      .default('virtio')
      .describe("The guest's graphics card, as libvirt names it."),
  })
  .describe("The guest's display.");

export const channels = z
  .array(plainName.meta({ title: 'name', description: 'The name of a channel.' }))
  .max(16)
  .default([])
  .describe(
    "Names of virtio-serial channels besides the guest agent's, for example `com.example.probe.0`. The host's end is a unix socket that libvirt makes.",
  );

export const template = z
  .strictObject({
    domain: absolutePath
      .optional()
      .describe('A template instead of the one that ships, as docs/template.md describes it.'),
    devices: absolutePath.optional().describe('A template whose result is added at the end of `<devices>`.'),
    elements: absolutePath
      .optional()
      .describe(
        'A template whose result is added at the end of `<domain>`, for example `<qemu:commandline>`.',
      ),
  })
  .describe(
    "The vendor's own templates of the domain XML, or additions to the one that ships. They are files of the host.",
  );
