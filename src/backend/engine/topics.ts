import type {
  Access,
  ConfigStatus,
  Display,
  Drives,
  Guest,
  GuestEvent,
  Inventory,
  Media,
  Network,
  Operation,
  Power,
  Status,
} from '../../contract/index.ts';

/** What the parts of the backend tell one another, and the seats. Each message is the whole thing as it is now. */
export interface Topics {
  config: ConfigStatus;
  libvirt: Status['libvirt'];
  inventory: Inventory;
  guest: Guest;
  /** What the guest is to be told; one thing that happens, and no state. */
  'guest-event': GuestEvent;
  network: Network;
  media: Media;
  drives: Drives;
  display: Display;
  power: Power;
  operation: Operation;
  /** Of one seat; goes to the subscribers of that seat only. */
  access: Access;
  status: Status;
  /** The journal has grown. */
  log: Record<string, never>;
}
