/** The network of host and guest that never leaves the box: who has which address there, and where the host's API answers. */
export const privateLink = {
  bridge: 'bezel0',
  hostAddress: '169.254.100.1',
  guestAddress: '169.254.100.2',
  /** The network's own address. */
  network: '169.254.100.0',
  prefixLength: 30,
  /** TCP. */
  apiPort: 8169,
} as const;

/** The virtio-serial port on which a guest without a network speaks to the host. */
export const guestChannel = 'org.bezel.guest.0';
