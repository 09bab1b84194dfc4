import { createButtonMasks } from './button-masks.ts';
import { EV, isButton, KEY, SYN } from './codes.ts';
import { createHeldKeys } from './held-keys.ts';
import type { HotKey } from './hot-key.ts';
import { createHotKeyFilter } from './hot-key-filter.ts';
import type { InputListener } from './inputs.ts';
import { MODIFIERS } from './key-names.ts';
import type { RawEvent } from './parse-events.ts';
import type { PointerOutput, PointerParser } from './pointer-outputs.ts';

const REPEATED = 2;
/** Keys of which a press more is a change, or nothing. */
const NOT_REPEATED: ReadonlySet<number> = new Set([...MODIFIERS, KEY.CAPSLOCK, KEY.NUMLOCK, KEY.SCROLLLOCK]);

/** Does something later, unless what it gives is called first. */
export type After = (ms: number, work: () => void) => () => void;

/** What the hub follows of a device. */
export interface HubDevice {
  id: string;
  pointers: readonly PointerParser[];
  /** The keys that are down as far as we know. */
  down: Set<number>;
  /** Events have been lost, and those up to the end of the report are none. */
  isDropping: boolean;
}

export interface Hub {
  /**
   * Takes what a device has told. The answer says whether events have been lost: then its keys are to be read anew, and given to `resync`.
   */
  take(device: HubDevice, events: readonly RawEvent[]): { lost: boolean };
  resync(device: HubDevice, down: readonly number[]): void;
  remove(device: HubDevice): void;
  /** Whether the listener hears of keys, motion and buttons. */
  hear(on: boolean): void;
  releaseAll(): void;
  close(): void;
}

export function createHubDevice(
  id: string,
  pointers: readonly PointerParser[],
  down: readonly number[],
): HubDevice {
  return { id, pointers, down: new Set(down), isDropping: false };
}

/** Makes of the events of all devices what the listener hears. It neither reads nor asks a device. */
export function createHub(
  listener: Pick<InputListener, 'key' | 'motion' | 'position' | 'buttons' | 'hotKey'>,
  hotKeys: readonly HotKey[],
  after: After,
): Hub {
  const held = createHeldKeys();
  const buttons = createButtonMasks();
  const filter = createHotKeyFilter(hotKeys);
  let hears = false;
  let waiting: { for: object; cancel: () => void } | undefined;

  function release(device?: string, still?: readonly number[]): void {
    for (const key of held.release(device, still)) listener.key({ ...key, down: false });
  }

  function releaseAll(): void {
    release();
    tellButtons(buttons.release());
  }

  function tellButtons(mask: number | undefined): void {
    if (mask !== undefined && hears) listener.buttons(mask);
  }

  function fire(): void {
    releaseAll();
    listener.hotKey();
  }

  /** Follows which keys are being held for a hot-key. */
  function lookAtHeld(): void {
    const { held: now } = filter;
    if (waiting?.for === now) return;
    waiting?.cancel();
    waiting = now && {
      for: now,
      // It stays what is waited for: keys that are held on are no further hot-key.
      cancel: after(now.holdMs, fire),
    };
  }

  function takeKey(device: HubDevice, { code, value }: RawEvent): void {
    if (value === 0) device.down.delete(code);
    else device.down.add(code);
    const verdict = filter.take(device.id, code, value);
    lookAtHeld();
    if (verdict === 'fire') {
      fire();
      return;
    }
    if (value === REPEATED && NOT_REPEATED.has(code)) return;
    const told = hears ? held.take(device.id, code, value) : undefined;
    if (told) listener.key({ code, down: told.down, device: device.id });
  }

  function tell(device: HubDevice, output: PointerOutput): void {
    switch (output.type) {
      case 'buttons':
        tellButtons(buttons.take(device.id, output.mask));
        break;
      case 'click':
        if (hears) {
          listener.buttons(buttons.told | output.mask);
          listener.buttons(buttons.told & ~output.mask);
        }
        break;
      case 'motion':
        if (hears) listener.motion({ dx: output.dx, dy: output.dy });
        break;
      case 'position':
        if (hears) listener.position({ x: output.x, y: output.y });
        break;
    }
  }

  return {
    take(device, events) {
      let lost = false;
      for (const event of events) {
        if (event.type === EV.SYN && event.code === SYN.DROPPED) device.isDropping = true;
        else if (device.isDropping) {
          if (event.type !== EV.SYN || event.code !== SYN.REPORT) continue;
          device.isDropping = false;
          lost = true;
        } else if (event.type === EV.KEY && !isButton(event.code)) takeKey(device, event);
        else {
          for (const pointer of device.pointers) {
            for (const output of pointer.take(event)) tell(device, output);
          }
        }
      }
      return { lost };
    },
    resync(device, down) {
      const keys = down.filter((code) => !isButton(code));
      device.down = new Set(keys);
      filter.reset(device.id, keys);
      lookAtHeld();
      release(device.id, keys);
      for (const pointer of device.pointers) {
        for (const output of pointer.reset(down)) tell(device, output);
      }
    },
    remove(device) {
      filter.reset(device.id);
      lookAtHeld();
      release(device.id);
      tellButtons(buttons.remove(device.id));
    },
    hear(on) {
      if (on === hears) return;
      releaseAll();
      hears = on;
    },
    releaseAll,
    close() {
      releaseAll();
      hears = false;
      waiting?.cancel();
    },
  };
}
