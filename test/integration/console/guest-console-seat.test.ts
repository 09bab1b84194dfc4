import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConsoleProcess, startConsoleProcess } from '../../support/console-process.ts';
import { patiently } from '../../support/eventually.ts';
import { type EchoBox, startEchoBox } from './support/echo-box.ts';

let box: EchoBox;
beforeAll(async () => {
  box = await startEchoBox();
});
afterAll(() => box?.[Symbol.asyncDispose]());

const withoutTimes = (screen: string) => screen.replace(/\d\d:\d\d(?: \(\d+ min\))?|[ ]+$/gm, '');

/** The screen when it has not changed for half a second: what the backend says comes in pieces. */
async function standsStill(seat: { screen(): string }): Promise<string> {
  for (let before = ''; ; ) {
    const now = withoutTimes(seat.screen());
    if (now === before) return now;
    before = now;
    await setTimeout(500);
  }
}

describe('on a seat', () => {
  let seat: ConsoleProcess;
  beforeEach(async () => {
    seat = await startConsoleProcess(box.backend.socket('tty1'));
    await seat.see('THE GUEST IS RUNNING');
    await box.lock('tty1');
  });
  afterEach(() => seat[Symbol.asyncDispose]());
  const enter = async () => {
    seat.type('3d');
    await seat.see("Technician's PIN");
    seat.type('2468\r');
    await seat.see('Ctrl-] leaves');
  };
  const leave = async () => {
    seat.type('\u001d');
    await seat.see('Not possible now');
  };

  test('the PIN opens it; every key goes to the guest but the one that leaves', async () => {
    await enter();
    seat.type('first\u0003\u001a\u001clast');
    await seat.see('firstlast');
    seat.type('\u001d\u001d');
    await box.said('last');
    await leave();
    seat.type('1');
    await seat.see('Processors');
  });

  test('whatever the guest says, the console is whole afterwards', async () => {
    seat.type('3');
    await seat.see('Not possible now');
    const before = await standsStill(seat);
    await enter();
    const sent = seat.output().length;
    const evil = [
      '\u001b]0;evil title\u0007\u001b[c\u001b[6n\u001b[?1049h\u001b[?1000h\u001b(0qqqq\u000e\u001b[5;10r',
      '\u001bP+q544e\u001b\\\u001b[8;5;5t\u001b[?25l\u001b[41m\u001b[?6h\u001b[4h\u001b]52;c;aGk=\u0007\u001bc',
      'x'.repeat(2000),
      '\u001b[31mend of it',
    ];
    for (const text of evil) seat.type(text);
    await seat.see('end of it');
    const drawn = seat.output().slice(sent);
    expect(drawn).not.toMatch(/\u001b[\]PX^_c]|\u001b\[[0-9;?>]*[cnt]|\u001b\[\?(?:1049|1000)/);
    await leave();
    await box.lock('tty1');
    await patiently(async () => expect(withoutTimes(seat.screen())).toBe(before));
  });

  test('says that the backend was killed, and asks for the PIN of the next one', async () => {
    await enter();
    await box.backend.end('SIGKILL');
    await seat.see('The backend does not answer');
    await box.backend.start();
    await seat.see("Technician's PIN");
    seat.type('2468\r');
    await seat.see('Ctrl-] leaves');
    seat.type('back again');
    await seat.see('back again');
  });

  test('another seat takes it after a question, and who had it is told', async () => {
    await enter();
    await box.unlock('ttyS0');
    using other = await box.open('ttyS0', true);
    await other.tells({ kind: 'open' });
    await seat.see("ttyS0 has taken the guest's console");
    seat.type('\r');
    seat.type('d');
    await seat.see("ttyS0 has the guest's console. Take it over?");
    seat.type('y');
    await seat.see('Ctrl-] leaves');
    await other.tells({ kind: 'ended', why: 'taken', by: 'tty1' });
  });
});
