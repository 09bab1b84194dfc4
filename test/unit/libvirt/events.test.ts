import { afterEach, expect, test, vi } from 'vitest';
import { type DomainEvent, ErrorCode, EVENT_NAMES } from '../../../src/libvirt/index.ts';
import { eventMessages, eventProcedures } from '../../../src/libvirt/procedures/events.ts';
import { MONITOR_EVENT, monitorEvent, qemuProcedures } from '../../../src/libvirt/procedures/qemu.ts';
import { PROGRAM_QEMU } from '../../../src/libvirt/rpc/programs.ts';
import { argsOf, encode, type Peer } from './support/fake-server.ts';
import { openOn } from './support/opened.ts';
import { eventually } from './support/wait.ts';

const dom = { name: 'guest', uuid: '4b7e0a32-24c3-47fb-a7cc-27f34e73b6d5', id: 3 };
const { lifecycle } = eventMessages;
const started = { callback: 1, dom, event: 2, detail: 0 };

function sendMonitorEvent(peer: Peer, event: string, details: string | undefined): void {
  const body = { callback: 1, dom, event, seconds: 1_700_000_000n, micros: 123_456, details };
  peer.send(
    { program: PROGRAM_QEMU, procedure: MONITOR_EVENT, type: 2, serial: 0, status: 0 },
    encode(monitorEvent, body),
  );
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('events arrive in order, without the number of the subscription', async () => {
  const { client, peer } = await openOn();
  const events: DomainEvent[] = [];
  client.on('event', (event) => events.push(event));
  peer.event(lifecycle.message, lifecycle.body, started);
  peer.event(eventMessages.deviceRemoved.message, eventMessages.deviceRemoved.body, {
    callback: 2,
    dom,
    alias: 'usb0',
  });
  await eventually(() => events[1]);
  expect(events).toEqual([
    { kind: 'lifecycle', dom, event: 2, detail: 0 },
    { kind: 'deviceRemoved', dom, alias: 'usb0' },
  ]);
});

test("QEMU's events have the time and the parsed details; details that are no JSON stay text", async () => {
  const { client, peer } = await openOn();
  const events: DomainEvent[] = [];
  client.on('event', (event) => events.push(event));
  sendMonitorEvent(peer, 'SHUTDOWN', '{"guest":true}');
  sendMonitorEvent(peer, 'POWERDOWN', undefined);
  sendMonitorEvent(peer, 'BROKEN', '{"guest":');
  await eventually(() => events[2]);
  const common = { kind: 'monitor', dom, atMs: 1_700_000_000_123, stamp: '1700000000.123456' };
  expect(events).toEqual([
    { ...common, event: 'SHUTDOWN', details: { guest: true } },
    { ...common, event: 'POWERDOWN', details: undefined },
    { ...common, event: 'BROKEN', details: '{"guest":' },
  ]);
});

test('a message that nobody knows is passed over', async () => {
  const { client, peer } = await openOn();
  const events: DomainEvent[] = [];
  client.on('event', (event) => events.push(event));
  peer.event(9_999, lifecycle.body, started);
  peer.event(lifecycle.message, lifecycle.body, started);
  await eventually(() => events[0]);
  expect(events).toHaveLength(1);
});

test('a listener that throws or rejects hurts neither the others nor the connection', async () => {
  const warnings = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const { client, peer } = await openOn((packet, to) => {
    const args = argsOf(packet, eventProcedures.register);
    if (args) to.reply(packet, eventProcedures.register, { callback: args.event });
  });
  const seen: string[] = [];
  client.on('event', () => {
    throw new Error('a bug in a listener');
  });
  client.on('event', async () => {
    throw new Error('a bug in an async listener');
  });
  client.once('event', () => seen.push('once'));
  client.on('event', () => seen.push('always'));
  peer.event(lifecycle.message, lifecycle.body, started);
  peer.event(lifecycle.message, lifecycle.body, started);
  await eventually(() => seen[2]);
  expect(seen).toEqual(['once', 'always', 'always']);
  await expect(client.subscribe(['reboot'])).resolves.toEqual(['reboot']);
  expect(warnings).toHaveBeenCalledTimes(4);

  const reported: unknown[] = [];
  client.on('listenerError', (error) => reported.push(error));
  peer.event(lifecycle.message, lifecycle.body, started);
  await eventually(() => reported[1]);
  expect(reported.map(String)).toEqual(['Error: a bug in a listener', 'Error: a bug in an async listener']);
});

test('subscribe gives what the server knows, and asks only once for each', async () => {
  const asked: number[] = [];
  const { client } = await openOn((packet, peer) => {
    const args = argsOf(packet, eventProcedures.register);
    if (args === undefined) return;
    asked.push(args.event);
    if (args.event > 25) peer.fail(packet, ErrorCode.INTERNAL_ERROR, 'unsupported event ID');
    else peer.reply(packet, eventProcedures.register, { callback: args.event });
  });
  const accepted = await client.subscribe();
  expect(EVENT_NAMES.filter((name) => !accepted.includes(name))).toEqual([
    'memoryDeviceSizeChange',
    'nicMacChange',
  ]);
  await client.subscribe(['lifecycle', 'reboot']);
  expect(asked).toEqual(EVENT_NAMES.map((name) => eventMessages[name].id));
});

test('a refusal that is not about the kind of event is an error', async () => {
  const { client } = await openOn((packet, peer) =>
    peer.fail(packet, ErrorCode.ACCESS_DENIED, 'access denied'),
  );
  await expect(client.subscribe(['lifecycle'])).rejects.toMatchObject({ code: ErrorCode.ACCESS_DENIED });
});

test('a kind that was refused is asked for again the next time', async () => {
  let refusals = 0;
  const { client } = await openOn((packet, peer) => {
    if (refusals++ === 0) peer.fail(packet, ErrorCode.NO_SUPPORT, 'not yet');
    else peer.reply(packet, eventProcedures.register, { callback: 1 });
  });
  expect(await client.subscribe(['lifecycle'])).toEqual([]);
  expect(await client.subscribe(['lifecycle'])).toEqual(['lifecycle']);
});

test('unsubscribe gives the number of the subscription back; subscribing works again', async () => {
  const { deregister, register } = eventProcedures;
  const { client, peer } = await openOn((packet, to) => {
    if (argsOf(packet, register)) to.reply(packet, register, { callback: 17 });
    else to.reply(packet, deregister, {});
  });
  await client.subscribe(['lifecycle']);
  await client.unsubscribe(['lifecycle', 'reboot']);
  await client.subscribe(['lifecycle']);
  expect(peer.packets.flatMap((packet) => argsOf(packet, deregister) ?? [])).toEqual([{ callback: 17 }]);
  expect(peer.packets.flatMap((packet) => argsOf(packet, register) ?? [])).toHaveLength(2);
});

test("QEMU's events are subscribed to by name", async () => {
  const { monitorEventRegister } = qemuProcedures;
  const { client, peer } = await openOn((packet, to) =>
    to.reply(packet, monitorEventRegister, { callback: 1 }),
  );
  await client.subscribeMonitor(['SHUTDOWN', 'RESET', 'SHUTDOWN']);
  const asked = peer.packets.flatMap((packet) => argsOf(packet, monitorEventRegister) ?? []);
  expect(asked.map(({ event }) => event)).toEqual(['SHUTDOWN', 'RESET']);
});
