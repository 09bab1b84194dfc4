/** Whether the kernel makes what is at a path up from its memory: sysfs and procfs. */
export const isKernels = (path: string): boolean => path.startsWith('/sys/') || path.startsWith('/proc/');

/**
 * Whether looking something up takes no disk and no device: beside the kernel's own, what is in the file systems in memory for the kernel's and udev's
 * nodes.
 */
export const isInMemory = (path: string): boolean =>
  isKernels(path) || path.startsWith('/dev/') || path.startsWith('/run/udev/');

/**
 * Whether a file is an attribute of sysfs, which one read gives as a whole when it is shorter than a page. The files of other file systems that
 * are mounted in `/sys` (cgroups, tracing), and those of procfs, end a read where a record ends.
 */
export const isAttribute = (path: string): boolean =>
  path.startsWith('/sys/') && !path.startsWith('/sys/fs/') && !path.startsWith('/sys/kernel/');

/**
 * Attributes that the kernel answers from its own memory: those of the driver core, of `struct net_device` and of `struct gendisk`
 * (drivers/base/core.c, net/core/net-sysfs.c, block/genhd.c, block/blk-sysfs.c), and what a SCSI or USB device has said when it was found
 * (drivers/scsi/scsi_sysfs.c, drivers/usb/core/usb.c). No driver is asked for them.
 */
const fromMemory = new RegExp(
  `^/sys/(?:${[
    'bus/[^/]+/devices/[^/]+/(?:uevent|numa_node)',
    'class/net/[^/]+/(?:addr_assign_type|address|mtu|type|ifindex|carrier)',
    'devices/(?:[^/]+/)*usb[0-9]+/(?:[^/]+/)*[0-9]+-[0-9.]+/uevent',
    '(?:class/)?block/[^/]+/(?:dev|diskseq|size|removable|ro|[^/]+/dev|device/(?:vendor|model))',
    '(?:class/)?block/[^/]+/queue/(?:logical_block_size|physical_block_size|rotational|discard_max_bytes)',
  ].join('|')})$`,
);

const fromTables = new Set(['/proc/self/mountinfo']);

/** Whether reading a file takes the kernel no longer than finding it, and can't hang with a device. */
export const isFromMemory = (path: string): boolean => fromTables.has(path) || fromMemory.test(path);
