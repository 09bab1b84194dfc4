import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFilter } from '../../../../src/client/console/filter.ts';
import { createView } from '../../../../src/screens/guest-console/view.ts';
import { createEmulator } from '../../../../src/ui/terminal/guest/emulator.ts';
import { Stage } from '../../../../src/ui/terminal/stage.ts';

const size = { columns: 80, rows: 24 };
const capabilities = { colours: 16, glyphs: 'unicode' } as const;

/** A seat, and the guest whose words it shows; the seat's terminal is an emulator as well. */
async function sitDown() {
  const far = new xterm.Terminal({
    cols: size.columns,
    rows: size.rows,
    scrollback: 0,
    allowProposedApi: true,
  });
  const guest = await createEmulator();
  const filter = createFilter();
  const view = createView(guest, () => 'status');
  let arriving = Promise.resolve();
  const stage = new Stage({
    capabilities,
    size,
    send: (bytes, done) => {
      arriving = new Promise<void>((resolve) => far.write(bytes, resolve));
      done();
    },
  });
  stage.show(view);
  stage.enter();
  const turns = async () => {
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
    await arriving;
  };
  return {
    say: async (text: string) => {
      const fit = filter(new TextEncoder().encode(text));
      await new Promise<void>((resolve) => guest.write(fit, resolve));
      stage.show(view);
      await turns();
    },
    shown: () =>
      Array.from({ length: size.rows - 1 }, (_, y) =>
        far.buffer.active.getLine(y)?.translateToString(true).trimEnd(),
      ),
    wanted: () =>
      view.render(size.columns, size.rows - 1, capabilities).map(({ texts }) => texts.join('').trimEnd()),
    cursor: () => ({ row: far.buffer.active.cursorY, column: far.buffer.active.cursorX }),
    wantedCursor: () => view.cursor(size.columns, size.rows - 1),
    [Symbol.dispose]: () => {
      guest.dispose();
      far.dispose();
    },
  };
}

const piece = fc.oneof(
  fc.stringMatching(/^[a-z ]{1,12}$/),
  fc.constantFrom('x', 'y', '\b', '\b \b', '\r\n', '\n', '\r', '\t', '漢', 'é', '─'),
  fc.constantFrom(
    '\u001b[A',
    '\u001b[K',
    '\u001b[J',
    '\u001b[H',
    '\u001b[L',
    '\u001b[M',
    '\u001b[P',
    '\u001bM',
    '\u001b[r',
  ),
  fc.constantFrom(
    '\u001b[7m',
    '\u001b[0m',
    '\u001b[5;20r',
    '\u001b[24;1H',
    '\u001b[10;70H',
    '\u001b[?25l',
    '\u001b[?25h',
  ),
  fc.nat(60).map((n) => `${'line of output\r\n'.repeat(n)}`),
);

test('the seat shows what the guest has drawn, and the cursor where the guest has it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 30 }), async (pieces) => {
      using seat = await sitDown();
      for (const text of pieces) {
        await seat.say(text);
        expect(seat.shown()).toEqual(seat.wanted());
        if (seat.wantedCursor() !== undefined) expect(seat.cursor()).toEqual(seat.wantedCursor());
      }
    }),
    { numRuns: 60 },
  );
});
