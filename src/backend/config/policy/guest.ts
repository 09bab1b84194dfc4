import * as z from 'zod';
import { defaultStopTimeoutS } from '../../engine/stop-timeout.ts';
import { cpus, numa } from './cpus.ts';
import { channels, display, firmware, template, tpm, watchdog } from './devices.ts';
import { disks } from './disks.ts';
import { memory } from './memory.ts';
import { smbios } from './smbios.ts';
import { plainName } from './values.ts';

export const guest = z
  .strictObject({
    name: plainName.default('guest').describe("The name of the guest's libvirt domain."),
    os: z
      .enum(['linux', 'windows'])
      .default('linux')
      .describe(
        'What the guest is made for. `windows`: its clock keeps local time, and under KVM it is offered what Windows uses of a hypervisor (Hyper-V enlightenments).',
      ),
    image: z
      .literal('/usr/share/bezel/guest.img')
      .default('/usr/share/bezel/guest.img')
      .describe(
        "Where the host image carries the guest image, with its SHA-256 beside it. The box's first boot copies it to the volume `guest-system`. This version knows no other place.",
      ),
    autostart: z.boolean().default(true).describe('Whether the guest starts when the box does.'),
    stopTimeoutS: z
      .int()
      .min(5)
      .max(3600)
      .default(defaultStopTimeoutS)
      .describe(
        'How long a guest that was asked to stop may take, in seconds. After that the stop fails, and the guest goes on.',
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
      .describe(
        '`kvm`: on a box without KVM the guest is not started. `tcg`: software emulation, slow, for trying things out.',
      ),
    machine: z
      .string()
      .regex(/^(q35|pc-q35-\d{1,2}\.\d{1,2}(\.\d{1,2})?)$/, 'q35 or a version of it, for example pc-q35-10.0')
      .default('q35')
      .describe(
        'The machine of QEMU. `q35`: the newest that the host image has. A version of it, for example `pc-q35-10.0`, stays the same when the host is updated.',
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
      .describe(
        'Whether the guest can report that it has crashed: by pvpanic, for `windows` under KVM as Hyper-V has it, too.',
      ),
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
