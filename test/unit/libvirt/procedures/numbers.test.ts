import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectProcedures } from '../../../../src/libvirt/procedures/connect.ts';
import { defineProcedures } from '../../../../src/libvirt/procedures/define.ts';
import { deviceProcedures } from '../../../../src/libvirt/procedures/devices.ts';
import { eventMessages, eventProcedures } from '../../../../src/libvirt/procedures/events.ts';
import { guestProcedures } from '../../../../src/libvirt/procedures/guest.ts';
import { jobProcedures } from '../../../../src/libvirt/procedures/jobs.ts';
import { nodeProcedures } from '../../../../src/libvirt/procedures/node.ts';
import { powerProcedures } from '../../../../src/libvirt/procedures/power.ts';
import { MONITOR_EVENT, qemuProcedures } from '../../../../src/libvirt/procedures/qemu.ts';
import { snapshotProcedures } from '../../../../src/libvirt/procedures/snapshots.ts';
import { statsProcedures } from '../../../../src/libvirt/procedures/stats.ts';
import { streamProcedures } from '../../../../src/libvirt/procedures/streams.ts';

/** The numbers of libvirt's remote_protocol.x and qemu_protocol.x, by the names there without their prefix. */
const numbers = Object.fromEntries(
  Object.entries<number>(
    JSON.parse(readFileSync(new URL('../fixtures/procedure-numbers.json', import.meta.url), 'utf8')),
  ).map(([name, number]) => [name.replace(/^(REMOTE|QEMU)_PROC_/, '').replaceAll('_', ''), number]),
);

/** Where the wire's name is not the one of the C function. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  virConnectDomainEventRegisterAny: 'CONNECTDOMAINEVENTCALLBACKREGISTERANY',
  virConnectDomainEventDeregisterAny: 'CONNECTDOMAINEVENTCALLBACKDEREGISTERANY',
  virDomainQemuMonitorCommand: 'DOMAINMONITORCOMMAND',
  virDomainQemuAgentCommand: 'DOMAINAGENTCOMMAND',
  virConnectDomainQemuMonitorEventRegister: 'CONNECTDOMAINMONITOREVENTREGISTER',
  virConnectDomainQemuMonitorEventDeregister: 'CONNECTDOMAINMONITOREVENTDEREGISTER',
};

const all = [
  connectProcedures,
  defineProcedures,
  deviceProcedures,
  eventProcedures,
  guestProcedures,
  jobProcedures,
  nodeProcedures,
  powerProcedures,
  qemuProcedures,
  snapshotProcedures,
  statsProcedures,
  streamProcedures,
].flatMap((table) => Object.values<{ name: string; number: number }>(table));

test.each(all.map(({ name, number }) => [name, number]))('%s is procedure %d', (name, number) => {
  const wireName = OTHER_NAMES[name] ?? name.replace(/^(vir|remote)/, '').toUpperCase();
  expect(numbers).toHaveProperty(wireName, number);
});

/** Kinds of events whose message is not DOMAIN_EVENT_CALLBACK_ and our name. */
const OTHER_MESSAGES: Readonly<Record<string, string>> = {
  ioError: 'DOMAINEVENTCALLBACKIOERRORREASON',
  blockJob: 'DOMAINEVENTBLOCKJOB2',
  blockThreshold: 'DOMAINEVENTBLOCKTHRESHOLD',
  memoryFailure: 'DOMAINEVENTMEMORYFAILURE',
  memoryDeviceSizeChange: 'DOMAINEVENTMEMORYDEVICESIZECHANGE',
  nicMacChange: 'DOMAINEVENTNICMACCHANGE',
};

test.each(Object.entries(eventMessages))('the %s event has its own message', (kind, { message }) => {
  const wireName = OTHER_MESSAGES[kind] ?? `DOMAINEVENTCALLBACK${kind.toUpperCase()}`;
  expect(numbers).toHaveProperty(wireName, message);
});

test('the monitor event has its own message', () => {
  expect(numbers.DOMAINMONITOREVENT).toBe(MONITOR_EVENT);
});
