/** Frames that a bridge keeps to itself by the standard (IEEE 802.1Q, table 8-1), and that may go through to the guest. */
export type PassedFrames = 'lldp' | 'eapol' | 'lacp';

/** The bit of a `group_fwd_mask` is the last octet of the group address 01-80-C2-00-00-0X; see net/bridge/br_input.c. */
const bits: Record<PassedFrames, number> = { lacp: 1 << 0x2, eapol: 1 << 0x3, lldp: 1 << 0xe };

/** The kernel refuses bits 0 to 2 in a bridge's mask (BR_GROUPFWD_RESTRICTED of net/bridge/br_private.h), and allows bit 2 in a port's. */
const onlyOnPorts = 0b111;

export interface ForwardMasks {
  forwardMask: number;
  portMask: number;
}

/** The masks of a bridge and of each of its ports, with which `passed` go through in both directions. */
export function toForwardMasks(passed: readonly PassedFrames[]): ForwardMasks {
  const mask = passed.reduce((sum, frames) => sum | bits[frames], 0);
  return { forwardMask: mask & ~onlyOnPorts, portMask: mask & onlyOnPorts };
}
