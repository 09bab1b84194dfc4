import type {
  Access,
  ConfigStatus,
  Guest,
  Inventory,
  Network,
  Operation,
  Status,
} from '../../contract/index.ts';

/** What the parts of the backend tell one another, and the seats. Each message is the whole thing as it is now. */
export interface Topics {
  config: ConfigStatus;
  libvirt: Status['libvirt'];
  inventory: Inventory;
  guest: Guest;
  network: Network;
  operation: Operation;
  /** Of one seat; goes to the subscribers of that seat only. */
  access: Access;
  status: Status;
  /** The journal has grown. */
  log: Record<string, never>;
}
