import type { Client } from '../../client/connection.ts';
import type { Look } from '../../client/thumbnail/model.ts';
import type { ExitCode } from '../exit.ts';
import type { Output } from '../output/output.ts';
import type { Terminal } from '../terminal.ts';
import type { Workbench } from '../workbench.ts';
import type { OptionName, Options } from './options.ts';

/** What a verb works with. */
export interface Context {
  client: Client;
  out: Output;
  terminal: Terminal;
  /** What of a picture the terminal can show. */
  look: Look;
  args: readonly string[];
  options: Options;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Loads the module that works without the backend; only the verbs that need it wait for that. */
  loadWorkbench(): Promise<Workbench>;
  /** A path as given, from where the program was started. */
  toPath(given: string): string;
}

export interface ArgumentSpec {
  /** As the help shows it, in capitals. */
  name: string;
  required: boolean;
  /** The only ones that are taken, where there is such a list. */
  values?: readonly string[];
}

/** One verb of the program. Parsing, help, completion and the documentation come from a table of these. */
export interface Verb {
  /** For example `['guest', 'start']`. */
  path: readonly string[];
  /** What it does, in the imperative, without a full stop. */
  summary: string;
  /** What one must know beyond that; one line each. */
  details?: readonly string[];
  args?: readonly ArgumentSpec[];
  /** Its options besides the common ones. */
  options?: readonly OptionName[];
  examples: readonly string[];
  /** This verb is meant when only its group is named. */
  isDefault?: true;
  /** False for a verb that never asks the backend. */
  usesBackend?: false;
  /** Does it, and answers how the program ends; `done` when it answers nothing. */
  run(context: Context): Promise<ExitCode | undefined>;
}

export const nameOf = ({ path }: Pick<Verb, 'path'>): string => path.join(' ');
