import * as z from 'zod';

export const cpus = z
  .strictObject({
    reserve: z
      .int()
      .min(0)
      .max(4096)
      .default(0)
      .describe('Logical processors that the guest does not get. It always gets one.'),
    max: z
      .int()
      .min(1)
      .max(4096)
      .optional()
      .describe('The guest never gets more logical processors than this.'),
    topology: z
      .enum(['mirror', 'flat'])
      .default('mirror')
      .describe(
        '`mirror`: the guest sees sockets, cores and threads as the box has them, as far as its processors allow. `flat`: one socket, one thread a core.',
      ),
    pinning: z
      .enum(['none', 'cores'])
      .default('none')
      .describe(
        "`cores`: each of the guest's processors stays on one of the box's, and QEMU's other work on those that are reserved.",
      ),
    model: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
        'host-passthrough, host-model, maximum or a model of libvirt',
      )
      .default('host-passthrough')
      .describe(
        '`host-passthrough`, `host-model`, `maximum`, or the name of a model of libvirt, for example `EPYC-Rome`. Emulated guests always get `maximum`.',
      ),
  })
  .describe("How many of the box's processors the guest gets, and how it sees them.");

export const numa = z
  .enum(['mirror', 'none'])
  .default('mirror')
  .describe(
    '`mirror`: on a box with several NUMA nodes the guest has the same nodes, its memory and processors split over them. `none`: one node.',
  );
