/** Whether the kernel makes what is at a path up from its memory: sysfs and procfs. */
export const isKernels = (path: string): boolean => path.startsWith('/sys/') || path.startsWith('/proc/');

/**
 * Whether a file is an attribute of sysfs, which one read gives as a whole when it is shorter than a page. The files of other file systems that
 * are mounted in `/sys` (cgroups, tracing), and those of procfs, end a read where a record ends.
 */
export const isAttribute = (path: string): boolean =>
  path.startsWith('/sys/') && !path.startsWith('/sys/fs/') && !path.startsWith('/sys/kernel/');
