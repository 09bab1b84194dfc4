import type { Problem } from '../contract/index.ts';

/** The policy of a box. */
export const DEFAULT_POLICY = '/etc/bezel/appliance.yaml';

/** Which files a domain XML is rendered from. Paths are absolute. */
export interface RenderRequest {
  /** A recorded machine, `NAME.machine.json`. */
  machineFile: string;
  policyFile: string;
  /** Instead of the template that ships. */
  templateFile?: string;
}

export interface RenderAnswer {
  /** Absent when something stands in the way of any start of the guest; then `problems` says what. */
  xml?: string;
  /** What the template's variables were, see docs/template.md. */
  spec?: object;
  problems: Problem[];
}

export interface RecordRequest {
  /** The file that is written. */
  out: string;
  /** Below it `/sys` and `/proc` are read. */
  root: string;
  /** Serial numbers, hardware addresses and the like stay as they are. */
  keepSerials: boolean;
}

export interface RecordAnswer {
  file: string;
  paths: number;
  commands: number;
}

/**
 * What the CLI does by itself, without the backend: on a vendor's desk, or where the backend may not run. It is a module of its own beside
 * the program, loaded for the verbs that need it, since it holds what the backend reads, plans and renders with.
 */
export interface Workbench {
  renderConfig(request: RenderRequest): Promise<RenderAnswer>;
  /** What is wrong with a policy; for a recorded machine too, when there is one. */
  checkConfig(request: { policyFile: string; machineFile?: string }): Promise<Problem[]>;
  /** @throws Error when the file cannot be written */
  recordMachine(request: RecordRequest): Promise<RecordAnswer>;
}
