/** A key, by Linux' own code of it (`KEY_A` is 30). A key that is held repeats as further presses, but for modifiers and locks. */
export interface KeyEvent {
  code: number;
  down: boolean;
  /** Such as `event3`. */
  device: string;
}

export type DeviceKind = 'keyboard' | 'mouse' | 'touchpad' | 'tablet' | 'touch-screen';

/** A device that we read. One device may be several things. */
export interface InputDevice {
  /** Such as `event3`. */
  id: string;
  /** What the device calls itself, raw text. */
  name: string;
  kinds: readonly DeviceKind[];
}

export interface Leds {
  scroll: boolean;
  num: boolean;
  caps: boolean;
}

/** Button masks are RFB's: 1 left, 2 middle, 4 right, 8 wheel up, 16 wheel down, 32 wheel left, 64 wheel right. */
export interface InputListener {
  key(event: KeyEvent): void;
  /** The mouse has moved, in pixels. */
  motion(motion: { dx: number; dy: number }): void;
  /** A tablet or a finger points here: 0 is the left or upper edge of the monitor, 1 the other one (see `toPicturePoint`). */
  position(position: { x: number; y: number }): void;
  /** The buttons that are down now, of all devices together. A step of a wheel is a press and a release. */
  buttons(mask: number): void;
  /** A hot-key has been pressed, whether the devices are ours or not. All that was down has been told as released before. */
  hotKey(): void;
  devices(devices: readonly InputDevice[]): void;
  failed(error: Error): void;
}

/**
 * The box's keyboards, mice, touchpads, tablets and touch screens. They are always read, for the hot-key; the listener hears of keys, motion
 * and buttons only while they are taken. Whatever happens, what was told as pressed is told as released.
 */
export interface Inputs {
  list(): readonly InputDevice[];
  /**
   * Takes the devices, so that nobody else (the kernel's consoles) has their events; or gives them back. The kernel is asked for it when
   * no key is down on a device: else a console would miss a release and keep, say, Ctrl. A key that is already down is told of when it is
   * pressed anew, and all that was told as pressed is released when the devices are given back.
   */
  grab(on: boolean): void;
  /** Sets the lamps of all keyboards, also of those that come later. The kernel has its way again when the devices are given back. */
  setLeds(leds: Leds): void;
  /** Tells the release of all keys and buttons that are down, and nothing more of these until they are pressed anew. */
  releaseAll(): void;
  close(): void;
}
