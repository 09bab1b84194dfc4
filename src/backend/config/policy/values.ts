import * as z from 'zod';

/** Text as a screen, XML and SMBIOS take it: no control, format or line separating characters, no half pairs, no non-characters. */
export const printable = z
  .string()
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]*$/u, 'printable text');

/** A path that names one file in one way: what begins with `/dev/` is below it. */
export const absolutePath = z
  .string()
  .max(4096)
  .regex(
    /^(\/(?!\.{1,2}(\/|$))[^\p{Cc}\p{Cs}/\ufffe\uffff]+)+$/u,
    'an absolute path without //, /. and /.. in it',
  );

/** A name that libvirt, file systems and guests take alike. */
export const plainName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/,
    '1 to 63 letters, digits, _ . and -, beginning with a letter or digit',
  );

/** Up to 16 TiB, in MiB. */
export const mib = z
  .int()
  .min(0)
  .max(16 * 1024 * 1024);
