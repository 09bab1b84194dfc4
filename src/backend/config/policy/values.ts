import * as z from 'zod';

/** Text without control characters, as a screen, XML and SMBIOS take it. */
export const printable = z.string().regex(/^[^\p{Cc}\p{Cf}]*$/u, 'printable characters');

export const absolutePath = z
  .string()
  .max(4096)
  .regex(/^\/[^\p{Cc}]*$/u, 'an absolute path');

/** Up to 16 TiB. */
export const mib = z
  .int()
  .min(0)
  .max(16 * 1024 * 1024);
