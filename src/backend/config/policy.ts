import * as z from 'zod';

const printable = z.string().regex(/^[^\p{Cc}\p{Cf}]*$/u, 'printable characters');
const absolutePath = z
  .string()
  .max(4096)
  .regex(/^\/[^\p{Cc}]*$/u, 'an absolute path');
const mib = z
  .int()
  .min(0)
  .max(16 * 1024 * 1024);

const disk = z
  .strictObject({
    target: z
      .string()
      .regex(/^vd[a-h]$/, 'vda to vdh')
      .describe("The disk's place in the guest: vda to vdh. The guest boots from the first of the list."),
    source: absolutePath.describe('The block device of the host, or a raw image file, that the guest gets.'),
    serial: z
      .string()
      .regex(/^[A-Za-z0-9_.+-]{1,20}$/, '1 to 20 letters, digits and _ . + -')
      .optional()
      .describe('The serial number that the guest sees: 1 to 20 letters, digits and _ . + -.'),
  })
  .describe('One disk of the guest.');

const memory = z
  .strictObject({
    reserveMiB: mib.default(1024).describe('What the host keeps for itself, in MiB.'),
    reserveShare: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.05)
      .describe("The share of the box's memory that the host keeps besides, 0 to 0.9."),
    minMiB: mib.min(64).default(256).describe('With less than this the guest is not started at all, in MiB.'),
    maxMiB: mib
      .min(64)
      .optional()
      .describe('The guest never gets more than this, in MiB. Without it there is no limit.'),
  })
  .describe("How much of the box's memory the guest gets.");

const cpus = z
  .strictObject({
    reserve: z
      .int()
      .min(0)
      .max(4096)
      .default(0)
      .describe('Processors that the guest does not get. It always gets one.'),
    max: z.int().min(1).max(4096).optional().describe('The guest never gets more processors than this.'),
  })
  .describe("How many of the box's processors the guest gets.");

const guest = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'letters, digits and _ . -, at most 63')
      .default('guest')
      .describe("The name of the guest's libvirt domain."),
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
    accelerator: z
      .enum(['kvm', 'tcg'])
      .default('kvm')
      .describe('`kvm`: without KVM the guest is refused. `tcg`: software emulation, for trying things out.'),
    memory: memory.prefault({}),
    cpus: cpus.prefault({}),
    smbios: z
      .enum(['inherit', 'none'])
      .default('inherit')
      .describe("`inherit`: the guest sees the box's SMBIOS types 0 to 3 and 11. `none`: it sees QEMU's."),
    disks: z
      .array(disk)
      .min(1)
      .max(8)
      .describe('The disks of the guest, one to eight; it boots from the first.'),
  })
  .describe('The guest.');

/** The policy file `appliance.yaml`, version 1. Every key says here what it means; the docs and the messages are made of that. */
export const policySchema = z
  .strictObject({
    version: z.literal(1).describe("The version of the policy's form: 1."),
    product: z
      .strictObject({
        vendor: printable.min(1).max(64).optional().describe('Who makes the appliance.'),
        name: printable.min(1).max(64).optional().describe('What the appliance is called.'),
      })
      .prefault({})
      .describe('How the appliance is named where the box itself does not say.'),
    guest,
    network: z
      .strictObject({
        nics: z
          .enum(['all', 'none'])
          .default('all')
          .describe('`all`: one NIC of the guest for each NIC of the box. `none`: the guest has no network.'),
      })
      .prefault({})
      .describe('The network.'),
    console: z
      .strictObject({
        seats: z
          .array(z.string().regex(/^tty[A-Za-z0-9]{1,12}$/, 'a terminal such as tty1 or ttyS0'))
          .min(1)
          .max(8)
          .default(['tty1', 'ttyS0'])
          .describe('The terminals that show the console.'),
        notice: printable.min(1).max(200).optional().describe('A line that every seat shows.'),
      })
      .prefault({})
      .describe('The console.'),
    access: z
      .strictObject({
        pinHash: z
          .string()
          .regex(
            /^\$scrypt\$ln=\d{1,2},r=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/,
            'a PHC string of scrypt: $scrypt$ln=15,r=8,p=1$SALT$HASH',
          )
          .optional()
          .describe("The technician's PIN as a PHC string of scrypt. Without it no seat can be unlocked."),
        idleTimeoutS: z
          .int()
          .min(30)
          .max(86400)
          .default(300)
          .describe('After this time without a key an unlocked seat is locked again, in seconds.'),
      })
      .prefault({})
      .describe("The technician's access."),
  })
  .describe('The policy of a Bezel appliance.');

export type Policy = z.output<typeof policySchema>;
export type GuestPolicy = Policy['guest'];
/** What is in force: without any usable policy there is no guest, and the rest has its defaults so that the console comes up. */
export type PolicyInForce = Omit<Policy, 'guest' | 'version'> & { guest: GuestPolicy | undefined };

const { product, network, console, access } = policySchema.shape;

/** Builds the defaults that are in force when there never was a usable policy: no guest, the usual seats, no PIN. */
export const noPolicy = (): PolicyInForce => ({
  product: product.parse(undefined),
  guest: undefined,
  network: network.parse(undefined),
  console: console.parse(undefined),
  access: access.parse(undefined),
});
