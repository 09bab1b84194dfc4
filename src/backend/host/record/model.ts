import * as z from 'zod';

/** Limits of a recorded machine. It comes from outside: no file of sysfs or procfs, and no machine, comes near them. */
export const recordLimits = {
  /** The whole file, in bytes. */
  fileBytes: 64 * 1024 * 1024,
  /** Paths that are recorded. */
  paths: 100_000,
  /** Names in one path. */
  depth: 64,
  /** Characters of one file's text or base64. */
  characters: 24 * 1024 * 1024,
  /** Names in one folder. */
  names: 20_000,
  commands: 1000,
  arguments: 64,
};

/** PATH_MAX and NAME_MAX of Linux. */
const maxPath = 4096;
const maxName = 255;

/** An absolute path without `.`, `..`, empty parts or an end in `/`. */
const path = z
  .string()
  .max(maxPath)
  .regex(/^(\/(?!\.{1,2}(\/|$))[^/\0]+)+$/, 'an absolute path without . and ..')
  .refine((given) => given.split('/').length - 1 <= recordLimits.depth, `at most ${recordLimits.depth} deep`);
const name = z
  .string()
  .max(maxName)
  .regex(/^(?!\.{1,2}$)[^/\0]+$/, 'a name without /');
const content = z.string().max(recordLimits.characters);

/** What the machine has at one path. What is not recorded is not there. */
export const recordEntry = z.union([
  /** A file's text in UTF-8. */
  content,
  /** A file that is no such text. */
  z.strictObject({ base64: z.base64().max(recordLimits.characters) }),
  /** A symbolic link; a target that does not begin with `/` counts from the link's folder. */
  z.strictObject({ link: z.string().min(1).max(maxPath) }),
  /** A folder whose names were listed. Those that are recorded themselves may be left out. */
  z.strictObject({ folder: z.array(name).max(recordLimits.names) }),
  /** It is there, and reading it fails with this error of errno(3), for example `EINVAL`. */
  z.strictObject({ error: z.string().regex(/^E[A-Z0-9]{1,20}$/, 'a name of errno(3)') }),
  /** It is there; nothing of it was read. */
  z.strictObject({ exists: z.literal(true) }),
]);
export type RecordEntry = z.infer<typeof recordEntry>;

const vector = z.array(z.string().max(maxPath)).min(1).max(recordLimits.arguments);

/** What a program answered: it ended with an exit status, or it did not run to its end. */
export const recordedCommand = z.union([
  z.strictObject({
    run: vector,
    status: z.int().min(0).max(255),
    stdout: content,
    /** What a program that failed said last on its standard error. */
    message: z.string().max(maxPath).optional(),
  }),
  z.strictObject({
    run: vector,
    failed: z.enum(['missing', 'failed', 'timed-out', 'too-much-output', 'cancelled']),
    message: z.string().max(maxPath),
  }),
]);
export type RecordedCommand = z.infer<typeof recordedCommand>;

/** A recorded machine, version 1: everything that the inventory read of it. */
export const machineRecord = z.strictObject({
  version: z.literal(1),
  /** For people: which machine this is, and what is special about it. */
  description: z.string().max(2000).optional(),
  files: z
    .record(path, recordEntry)
    .refine(
      (files) => Object.keys(files).length <= recordLimits.paths,
      `at most ${recordLimits.paths} paths`,
    ),
  commands: z.array(recordedCommand).max(recordLimits.commands),
});
export type MachineRecord = z.infer<typeof machineRecord>;
