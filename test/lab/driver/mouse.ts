import type { Qmp } from './qmp.ts';

/** The mouse in front of the box. */
export class Mouse {
  readonly #qmp: () => Promise<Qmp>;

  constructor(qmp: () => Promise<Qmp>) {
    this.#qmp = qmp;
  }

  /** By so many counts of the mouse, to the right and down. */
  async move(dx: number, dy: number): Promise<void> {
    await this.#send(
      ['x', 'y'].map((axis, i) => ({ type: 'rel', data: { axis, value: i === 0 ? dx : dy } })),
    );
  }

  async click(button: 'left' | 'middle' | 'right'): Promise<void> {
    for (const down of [true, false]) await this.#send([{ type: 'btn', data: { down, button } }]);
  }

  async #send(events: object[]): Promise<void> {
    await (await this.#qmp()).run('input-send-event', { events });
  }
}
