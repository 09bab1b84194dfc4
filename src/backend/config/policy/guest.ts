import * as z from 'zod';
import { cpus, numa } from './cpus.ts';
import { channels, display, firmware, template, tpm, watchdog } from './devices.ts';
import { disks } from './disks.ts';
import { memory } from './memory.ts';
import { smbios } from './smbios.ts';
import { absolutePath } from './values.ts';

export const guest = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'letters, digits and _ . -, at most 63')
      .default('guest')
      .describe("The name of the guest's libvirt domain."),
    os: z
      .enum(['linux', 'windows'])
      .default('linux')
      .describe(
        '`windows`: the clock keeps local time, and the guest is offered what Windows uses of a hypervisor (Hyper-V enlightenments).',
      ),
    image: absolutePath
      .default('/usr/share/bezel/guest.img')
      .describe(
        'Where the host image carries the guest image. This version copies the one at the default place.',
      ),
    autostart: z.boolean().default(true).describe('Whether the guest starts when the box does.'),
    stopTimeoutS: z
      .int()
      .min(5)
      .max(3600)
      .default(120)
      .describe(
        'How long an asked guest may take to stop, in seconds. After that the stop fails; the guest goes on.',
      ),
    changes: z
      .enum(['accept', 'hold'])
      .default('accept')
      .describe(
        'What happens when the next start of the guest would differ from the last one. `accept`: it starts. `hold`: it waits until a technician has accepted the changes.',
      ),
    accelerator: z
      .enum(['kvm', 'tcg'])
      .default('kvm')
      .describe('`kvm`: without KVM the guest is refused. `tcg`: software emulation, for trying things out.'),
    machine: z
      .string()
      .regex(/^(pc-)?q35(-[0-9.]+)?$/, 'q35 or a version of it, for example pc-q35-10.0')
      .default('q35')
      .describe(
        'The machine of QEMU: `q35` is the newest that the host image has. A fixed version, for example `pc-q35-10.0`, stays the same through updates.',
      ),
    memory: memory.prefault({}),
    cpus: cpus.prefault({}),
    numa,
    firmware,
    tpm,
    smbios: smbios.prefault({}),
    disks,
    watchdog: watchdog.prefault({}),
    panic: z
      .boolean()
      .default(true)
      .describe('Whether the guest can report that it has crashed (pvpanic; Hyper-V’s too for `windows`).'),
    rng: z
      .boolean()
      .default(true)
      .describe('Whether the guest gets random numbers from the host (virtio-rng).'),
    display: display.prefault({}),
    agent: z.boolean().default(true).describe("Whether there is a channel for QEMU's guest agent."),
    channels,
    template: template.prefault({}),
  })
  .describe('The guest.');
