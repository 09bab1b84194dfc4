/** What moves the guest's pointer: a place for a tablet, a distance for a mouse. */
export interface PointerSink {
  pointer(x: number, y: number, buttons: number): void;
  movePointer(dx: number, dy: number, buttons: number): void;
}

/** Where the pointer is, and which buttons are down, whatever kind of device the guest has. */
export class PointerState {
  absolute = true;
  #x = 0;
  #y = 0;
  #buttons = 0;
  #width = 1;
  #height = 1;

  get place(): { x: number; y: number } {
    return { x: Math.round(this.#x), y: Math.round(this.#y) };
  }

  /** A new picture: the pointer is in its middle, as long as it was nowhere in it. */
  resize(width: number, height: number): void {
    const isNew = this.#width === 1 && this.#height === 1;
    this.#width = width;
    this.#height = height;
    if (isNew) [this.#x, this.#y] = [(width - 1) / 2, (height - 1) / 2];
    this.#moveTo(this.#x, this.#y);
  }

  motion(dx: number, dy: number, sink: PointerSink): void {
    this.#moveTo(this.#x + dx, this.#y + dy);
    if (this.absolute) this.#sendPlace(sink);
    else sink.movePointer(dx, dy, this.#buttons);
  }

  /** A pixel of the picture. A guest that has a mouse only gets the distance. */
  position(x: number, y: number, sink: PointerSink): void {
    const [oldX, oldY] = [this.#x, this.#y];
    this.#moveTo(x, y);
    if (this.absolute) this.#sendPlace(sink);
    else sink.movePointer(Math.round(this.#x - oldX), Math.round(this.#y - oldY), this.#buttons);
  }

  buttons(mask: number, sink: PointerSink): void {
    this.#buttons = mask;
    this.nudge(sink);
  }

  /** Tells what is so already. */
  nudge(sink: PointerSink): void {
    if (this.absolute) this.#sendPlace(sink);
    else sink.movePointer(0, 0, this.#buttons);
  }

  #moveTo(x: number, y: number): void {
    this.#x = Math.min(Math.max(0, x), this.#width - 1);
    this.#y = Math.min(Math.max(0, y), this.#height - 1);
  }

  #sendPlace(sink: PointerSink): void {
    const { x, y } = this.place;
    sink.pointer(x, y, this.#buttons);
  }
}
