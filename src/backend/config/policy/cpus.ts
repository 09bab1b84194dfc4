import * as z from 'zod';

export const cpus = z
  .strictObject({
    reserve: z
      .int()
      .min(0)
      .max(4096)
      .default(0)
      .describe(
        "How many of the box's logical processors the guest does not get. It always gets one, and with 0 it shares all of them with the host.",
      ),
    max: z
      .int()
      .min(1)
      .max(4096)
      .optional()
      .describe('The guest never gets more logical processors than this. Without it there is no such limit.'),
    topology: z
      .enum(['mirror', 'flat'])
      .default('mirror')
      .describe(
        '`mirror`: the guest sees sockets, cores and threads as they are on the box. `flat`: it sees one socket, and one thread a core.',
      ),
    pinning: z
      .enum(['none', 'cores'])
      .default('none')
      .describe(
        "`cores`: each of the guest's processors stays on one of the box's, and QEMU's other work on those that are reserved. Not for emulated guests.",
      ),
    model: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
        'host-passthrough, host-model, maximum or the name of a model of libvirt',
      )
      .default('host-passthrough')
      .describe(
        "Which processor the guest sees. `host-passthrough`: the box's own. `host-model`: libvirt's nearest to it. `maximum`: all that QEMU can do. Else a model that libvirt knows, for example `EPYC-Rome`, the same on every box. Emulated guests always get `maximum`.",
      ),
  })
  .describe("How many of the box's processors the guest gets, and how it sees them.");

export const numa = z
  .enum(['mirror', 'none'])
  .default('mirror')
  .describe(
    '`mirror`: on a box with several NUMA nodes the guest has as many, its memory and processors split over them as they are. `none`: it has one.',
  );
