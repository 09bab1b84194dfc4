import * as z from 'zod';
import { absolutePath } from './values.ts';

export const firmware = z
  .enum(['bios', 'uefi', 'uefi-secure'])
  .default('bios')
  .describe(
    '`bios`: SeaBIOS. `uefi`: OVMF. `uefi-secure`: OVMF with Secure Boot and Microsoft’s keys. The variables of UEFI survive restarts.',
  );

export const tpm = z
  .enum(['none', 'emulated', 'passthrough'])
  .default('none')
  .describe(
    "`emulated`: a TPM 2.0 (swtpm) whose state survives restarts. `passthrough`: the box's own; a box without one is refused.",
  );

export const watchdog = z
  .strictObject({
    model: z
      .enum(['i6300esb', 'itco', 'none'])
      .default('i6300esb')
      .describe('The watchdog that the guest may use. `itco` is a part of the chipset and always there.'),
    action: z
      .enum(['reset', 'poweroff', 'shutdown', 'pause', 'dump', 'inject-nmi', 'none'])
      .default('reset')
      .describe('What happens when the guest does not feed it, as libvirt names it.'),
  })
  .describe("The guest's watchdog.");

export const display = z
  .strictObject({
    vnc: z
      .boolean()
      .default(true)
      .describe("Whether the guest's display can be seen, by VNC on a unix socket."),
    video: z
      .enum(['virtio', 'vga', 'bochs', 'none'])
      .default('virtio')
      .describe("The guest's graphics card."),
  })
  .describe("The guest's display.");

export const channels = z
  .array(
    z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'letters, digits and _ . -, at most 63')
      .describe('The name of one channel.'),
  )
  .max(16)
  .default([])
  .describe(
    "Names of virtio-serial channels besides the guest agent's, for example `com.example.probe.0`; the host's end is a unix socket that libvirt makes.",
  );

export const template = z
  .strictObject({
    domain: absolutePath
      .optional()
      .describe('A template to use instead of the one that ships, see docs/template.md.'),
    devices: absolutePath.optional().describe('A template whose result is added inside `<devices>`.'),
    elements: absolutePath
      .optional()
      .describe(
        'A template whose result is added at the end of `<domain>`, for example `<qemu:commandline>`.',
      ),
  })
  .describe("The vendor's own templates of the domain XML, or additions to the one that ships.");
