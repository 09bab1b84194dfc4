import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { event, type LogEntry, logEntry } from '../../../../src/contract/index.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { cli } from '../../../support/cli-process.ts';
import { eventually } from '../../../support/eventually.ts';
import { sample } from '../../../support/samples.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer();
});
afterEach(() => server[Symbol.asyncDispose]());
const start = (...argv: string[]) => cli.start(argv, { socketPath: server.socketPath });
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('bezel watch', () => {
  beforeEach(() =>
    server.greet(() => [
      { type: 'status', data: sample.status() },
      { type: 'access', data: sample.access() },
      { type: 'inventory', data: sample.inventory() },
      { type: 'operation', data: sample.operation() },
    ]),
  );

  test('prints one line for each event, until Ctrl-C', async () => {
    const { child, output, ended } = start('watch');
    await eventually(() => expect(lines(output.stdout)).toHaveLength(4));
    server.send({ type: 'guest', data: sample.guest() });
    server.send({ type: 'log', data: {} });
    await eventually(() => expect(lines(output.stdout)).toHaveLength(6));
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(lines(stdout).map((line) => line.split(' ')[0])).toEqual([
      'status',
      'access',
      'inventory',
      'operation',
      'guest',
      'log',
    ]);
  });

  test('prints one event of the contract on each line with --json', async () => {
    const { child, output, ended } = start('watch', '--json');
    await eventually(() => expect(lines(output.stdout)).toHaveLength(4));
    child.kill('SIGINT');
    await ended;
    const events = lines(output.stdout).map((line) => event.parse(JSON.parse(line)));
    expect(events.map(({ type }) => type)).toEqual(['status', 'access', 'inventory', 'operation']);
  });

  test('ends with 3 when the backend goes away', async () => {
    const { output, ended } = start('watch');
    await eventually(() => expect(output.stdout).not.toBe(''));
    await server.kill();
    expect((await ended).code).toBe(3);
  });
});

describe('bezel log --follow', () => {
  let journal: LogEntry[];
  beforeEach(() => {
    journal = sample.logPage().entries;
    server.on('log.list', ({ query }) => {
      const from =
        query.after === undefined
          ? -Number(query.limit)
          : journal.findIndex((e) => e.cursor === query.after) + 1;
      return { entries: journal.slice(from).slice(0, Number(query.limit)) };
    });
  });
  const add = (...messages: string[]) => {
    for (const message of messages) {
      const cursor = `s=1;i=${journal.length + 1}`;
      journal.push({ cursor, time: '2026-03-01T08:00:05.000Z', level: 'info', part: 'guest', message });
    }
    server.send({ type: 'log', data: {} });
  };

  test('prints each entry once, in order, however many are added at a time', async () => {
    const { child, output, ended } = start('log', '--follow', '--json', '-n', '1');
    await eventually(() => expect(lines(output.stdout)).toHaveLength(1));
    add('a');
    add('b', 'c');
    add(...Array.from({ length: 1500 }, (_, i) => `many ${i}`));
    await eventually(() => expect(lines(output.stdout)).toHaveLength(1504));
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    const entries = lines(output.stdout).map((line) => logEntry.parse(JSON.parse(line)));
    expect(entries.map(({ cursor }) => cursor)).toEqual(journal.slice(1).map(({ cursor }) => cursor));
  });

  test('begins with what comes when the journal is empty', async () => {
    journal = [];
    const { child, output, ended } = start('log', '--follow');
    await eventually(() => expect(server.calls).toHaveLength(1));
    add('the first');
    await eventually(() => expect(output.stdout).toContain('the first'));
    child.kill('SIGINT');
    await ended;
  });

  test('ends with 3 when the backend goes away', async () => {
    const { output, ended } = start('log', '--follow');
    await eventually(() => expect(output.stdout).not.toBe(''));
    await server.kill();
    expect((await ended).code).toBe(3);
  });
});
