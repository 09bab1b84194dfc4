import type { GuestStart } from '../../../contract/index.ts';

/** What the guest is started with. */
export interface StartedWith {
  xml: string;
  /** The `GuestSpec` that the XML was rendered of, as JSON; absent where it is not known. */
  spec: string | undefined;
  /** The places of the guest's devices after this start, as JSON. */
  identity: string | undefined;
  /** The policy file's text. */
  policyText: string | undefined;
}

/** One start with everything that is kept of it. */
export interface StartRecord extends GuestStart, StartedWith {
  /** Of the host's boot in which it was. */
  bootId: string;
}
