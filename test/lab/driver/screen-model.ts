import xterm from '@xterm/headless';

/** The screen of a terminal that is fed with bytes, and that answers as a terminal does (cursor position, device attributes). */
export class ScreenModel {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;

  constructor({
    columns = 80,
    rows = 24,
    onReply,
  }: { columns?: number; rows?: number; onReply: (bytes: string) => void }) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
    this.#terminal.onData(onReply);
  }

  /** Takes bytes in; resolves once the screen shows them. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(bytes, resolve));
  }

  /** The lines on the screen, without trailing blanks. */
  lines(): string[] {
    const { baseY } = this.#terminal.buffer.active;
    return Array.from({ length: this.#terminal.rows }, (_, row) => {
      return this.#terminal.buffer.active.getLine(baseY + row)?.translateToString(true) ?? '';
    });
  }

  text(): string {
    return this.lines().join('\n').trimEnd();
  }

  cursor(): { column: number; row: number } {
    const { cursorX, cursorY } = this.#terminal.buffer.active;
    return { column: cursorX, row: cursorY };
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}
