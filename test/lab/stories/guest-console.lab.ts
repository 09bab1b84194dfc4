import { expect } from 'vitest';
import type { ScreenText, Thumbnail } from '../../../src/contract/index.ts';
import type { Box } from '../driver/box.ts';
import { waitFor } from '../driver/wait.ts';
import { showConsole } from '../support/display.ts';
import { storiesOfTheRunningBox } from '../support/story.ts';

/** What leaves the guest's console on the demo box, whose terminals are left by Ctrl-]. */
const escapeKey = '\u000f';
const inConsole = 'Ctrl-O leaves';
/** The footer of the Guest screen offers it: not while the seat has lost its backend for a moment. */
const opensConsole = / d Console\b/;

/** What a guest might do to a terminal, on the demo guest's shell; then a word that was not typed like that. */
const attacks = [
  String.raw`printf '\033]0;evil\007\033[c\033[6n\033[?1049h\033[?1000h\033(0\016qqq\033[5;10r'`,
  String.raw`printf '\033P+q544e\033\\\033[8;5;5t\033[?25l\033[41m\033[?6h\033[4h\033]52;c;aGk=\007'`,
  `head -c 10000 /dev/zero | tr '\\0' x`,
  String.raw`printf '\033c'; echo whole$((6 * 7))`,
];

/** The guest's serial console on the box's seats. */
storiesOfTheRunningBox("the guest's console on a seat", (story) => {
  story(
    'the serial line opens it, types at its prompt, and is whole afterwards whatever the guest says',
    async (box) => {
      await box.serial.connect();
      await box.serial.key('ctrl-l');
      await box.serial.waitForText(/guest is running/i);
      await box.serial.type('3');
      const before = withoutTimes(await box.serial.waitForText('Not possible now'));
      await openOnSerial(box);
      await box.serial.type('sh\r');
      await say(box, 'echo answer$((6 * 7))', 'answer42');
      const sent = box.serial.raw().length;
      for (const attack of attacks.slice(0, -1)) await box.serial.type(`${attack}\r`);
      await say(box, attacks.at(-1) ?? '', 'whole42');
      const drawn = box.serial.raw().subarray(sent).toString('latin1');
      expect(drawn).not.toMatch(/\u001b[\]PX^_c]|\u001b\[[0-9;?>]*[cnt]|\u001b\[\?(?:1049|1000)|\u000e/);
      await box.serial.type('exit\r');
      await leave(box);
      expect(withoutTimes(await locked(box))).toBe(before);
    },
  );

  story('the monitor takes it from the serial line, which is told', async (box) => {
    await openOnSerial(box);
    await showConsole(box);
    await box.keyboard.type('3');
    await box.monitor.waitForText(opensConsole);
    await box.keyboard.type('d');
    await box.monitor.waitForText("Technician's PIN");
    await box.keyboard.type('2468\n');
    await box.monitor.waitForText("ttyS0 has the guest's console. Take it over?");
    await box.keyboard.type('y');
    await box.monitor.waitForText(inConsole);
    await box.serial.waitForText("tty1 has taken the guest's console");
    await box.keyboard.type('\n');
    await box.monitor.waitForText('guest>');
    await box.keyboard.press('ctrl-o');
    await box.monitor.waitForText(/guest is running/i);
  });

  story(
    'the backend is killed while it is open: the seat asks for the PIN, and is in it again',
    async (box) => {
      await openOnSerial(box);
      await box.shell.run('systemctl kill --signal=KILL bezeld');
      await box.serial.waitForText("Technician's PIN", 240_000);
      await box.serial.type('2468\r');
      await box.serial.waitForText(inConsole);
      await box.serial.type('\r');
      await box.serial.waitForText('guest>');
      expect(await box.shell.text('bezel guest console --log -n 5')).toContain('guest>');
    },
    // integration/console tells it of a real console and backend, too.
    { isLong: true },
  );

  story(
    'the guest is started anew while it is open: it goes on with what the new one says',
    async (box) => {
      await openOnSerial(box);
      await box.shell.run('bezel guest kill --yes');
      await box.serial.waitForText('The guest is off');
      await box.shell.run('bezel guest start');
      await waitFor(async () => !(await box.serial.text()).includes('The guest is off'), {
        what: 'the line to the guest',
        timeoutMs: 120_000,
      });
      // Another way to the guest's line would take it from the seat.
      await waitFor(
        async () => {
          await box.serial.type('sh\r');
          await box.serial.type('echo again$((6 * 7))\r');
          return (await box.serial.text()).includes('again42');
        },
        { what: 'the new guest to answer', timeoutMs: 600_000, intervalMs: 5000 },
      );
    },
    { isLong: true, limitMinutes: 20 },
  );

  story("what the guest's display says is read from its picture, and the picture is a file", async (box) => {
    const { lines, cells, known } = await box.bezel<ScreenText>('guest', 'screenshot', '--text');
    expect(lines.join('\n')).toMatch(/up \d+ s +keys:/);
    expect(lines.join('\n')).toContain('ACME & Sons Box <9000>, large');
    // The blocks that the demo guest paints with are no letters.
    expect(known / cells).toBeGreaterThan(0.8);
    await box.serial.connect();
    await box.serial.key('ctrl-l');
    await box.serial.waitForText(/guest is running/i);
    await box.serial.type('3');
    await box.serial.waitForText(opensConsole);
    await box.serial.type('p');
    await box.serial.waitForText(/up \d+ s +keys:/);
    await box.serial.type('v');
    await box.serial.waitForText(/display shows \(\d+x\d+\)/);
    await box.serial.type('v');
    await box.serial.waitForText(/up \d+ s +keys:/);
    const small = await box.bezel<Thumbnail>('guest', 'screenshot', '--thumbnail', '--columns', '40');
    expect(small.width).toBe(40);
    expect(new Set(Buffer.from(small.base64, 'base64')).size).toBeGreaterThan(2);
    expect(await box.shell.text('bezel guest screenshot | head -c 4 | tail -c 3')).toBe('PNG');
  });

  story('what it says is kept, and not without a bound', async (box) => {
    const log = '/var/log/libvirt/qemu/guest-serial.log';
    expect(await box.shell.text('ls -l /proc/$(pidof virtlogd)/fd')).toContain(log);
    const settings = await box.shell.text(
      'grep -E "^ *(max_size|max_backups) *=" /etc/libvirt/virtlogd.conf || true',
    );
    expect(settings).toBe('');
  });
});

async function openOnSerial(box: Box): Promise<void> {
  await box.serial.connect();
  await box.serial.key('ctrl-l');
  await box.serial.waitForText(/guest is running/i);
  await box.serial.type('3');
  await box.serial.waitForText(opensConsole);
  await box.serial.type('d');
  await box.serial.waitForText("Technician's PIN");
  await box.serial.type('2468\r');
  await box.serial.waitForText(inConsole);
  await box.serial.type('\r');
  await box.serial.waitForText('guest>');
}

async function say(box: Box, line: string, answer: string): Promise<void> {
  await box.serial.type(`${line}\r`);
  await box.serial.waitForText(answer);
}

async function leave(box: Box): Promise<void> {
  await box.serial.type(escapeKey);
  await box.serial.waitForText('Not possible now');
}

async function locked(box: Box): Promise<string> {
  await box.serial.type('l');
  return await box.serial.waitForText(/^ locked/m);
}

const withoutTimes = (screen: string): string => screen.replace(/\d\d:\d\d(?: \(\d+ min\))?| +$/gm, '');
