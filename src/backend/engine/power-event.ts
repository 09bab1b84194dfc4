/** An event of libvirt (`stopped`, with the detail `shutdown`) or of QEMU's monitor (`SHUTDOWN`, with its data). */
export type PowerEvent =
  | { from: 'libvirt'; event: string; detail: string }
  | {
      from: 'qemu';
      event: string;
      /** QEMU's own time, in seconds to the microsecond. To be compared for equality only: clocks are set. */
      stamp: string;
      atMs: number;
      /** QMP's `data`, as it came. */
      data: unknown;
    };
