import * as z from 'zod';
import { access, unlockRequest } from './access.ts';
import { box } from './box.ts';
import { configAcceptQuery, configChanges, configDiff, configDiffQuery, guestStart } from './changes.ts';
import { configStatus } from './config.ts';
import { consoleLog, consoleLogQuery } from './console-log.ts';
import { display, keysRequest, showRequest } from './display.ts';
import { drives, ejectRequest, imageFiles, insertRequest } from './drives.ts';
import { guest, guestXml } from './guest.ts';
import { guestHealth, healthReport } from './guest-health.ts';
import {
  declaredIntent,
  guestAsk,
  guestAskAnswer,
  guestEvents,
  guestEventsQuery,
  guestUpdate,
  intentRequest,
  updateAcknowledgement,
} from './guest-side.ts';
import { inventory } from './inventory/index.ts';
import { logLevelRequest, logLevels, logPage, logQuery } from './log.ts';
import { lendRequest, media, mediaRuling, mediumRequest, rulesTestQuery } from './media.ts';
import { identifyRequest, network, portRoleRequest } from './network.ts';
import { operation, type Role } from './operation.ts';
import type { RouteName } from './paths.ts';
import { hostDownRequest, ledgerPage, ledgerQuery, maintenanceRequest, power, stopRequest } from './power.ts';
import { screenshot, screenshotSaveRequest, screenText, thumbnail, thumbnailQuery } from './screenshot.ts';
import { status } from './status.ts';

/**
 * One call: the least role that may make it at a seat, and the schemas of what goes in and comes out. `status` is the HTTP status of success.
 * `guest`: the guest may make it too, or nobody else (`only`). That is a scope of its own: no role of a seat has or gives it.
 */
export interface Route {
  role: Role;
  guest?: true | 'only';
  summary: string;
  status: 200 | 202;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
}

const look = <R extends z.ZodType>(summary: string, response: R) =>
  ({ role: 'viewer', status: 200, summary, response }) as const;
const act = (summary: string) => ({ role: 'technician', status: 202, summary, response: operation }) as const;
/** What the guest alone may do: no seat speaks for it, whatever its role. */
const guestOnly = <R extends z.ZodType>(summary: string, response: R) =>
  ({ role: 'admin', guest: 'only', status: 200, summary, response }) as const;
const byId = z.strictObject({ id: z.string().min(1).max(64) });

export const routes = {
  'status.get': look('The box in one glance', status),
  'box.get': { ...look('Which box this is, and what is in it', box), guest: true },
  'inventory.get': look('The hardware of the box', inventory),
  'inventory.refresh': look('Read the hardware again', inventory),
  'config.get': look('Which configuration is in force, and what is wrong with it', configStatus),
  'config.reload': {
    role: 'technician',
    status: 200,
    summary: 'Read the policy file again',
    response: configStatus,
  },
  'config.changes': look('What the next start of the guest would change', configChanges),
  'config.starts': {
    ...look('Starts of the guest, newest first', z.object({ starts: z.array(guestStart) })),
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  },
  'config.diff': {
    ...look('What a start of the guest changes, in words and as a diff of its domain XML', configDiff),
    query: configDiffQuery,
  },
  'config.accept': {
    role: 'technician',
    status: 200,
    summary: 'Accept what the next start changes, and use what is rendered again',
    query: configAcceptQuery,
    response: configChanges,
  },
  'config.rollback': {
    role: 'technician',
    status: 200,
    summary: 'Use the last good configuration for the next starts',
    response: configChanges,
  },
  'guest.get': look('The guest and what can be done with it', guest),
  'guest.xml': {
    ...look("The guest's domain XML", guestXml),
    query: z.strictObject({ source: z.enum(['live', 'defined', 'rendered']).optional() }),
  },
  'guest.start': act('Start the guest with a freshly rendered domain XML'),
  'guest.stop': act('Ask the guest to stop, and wait until it has'),
  'guest.kill': act("Cut the guest's power at once; what it has not written is lost"),
  'guest.reset': act('Press the reset button of the guest; what it has not written is lost'),
  'guest.console-log': {
    ...look('What the guest said last on its serial console, oldest line first', consoleLog),
    query: consoleLogQuery,
  },
  'guest.screenshot': look("What the guest's display shows now", screenshot),
  'guest.screenshot-save': {
    ...act("Write a picture of what the guest's display shows now to a USB disk, and return that"),
    body: screenshotSaveRequest,
  },
  'guest.screen-text': look("What the guest's display says now, where it shows text", screenText),
  'guest.thumbnail': {
    ...look("What the guest's display shows now, scaled down", thumbnail),
    query: thumbnailQuery,
  },
  'guest-side.intent': {
    ...guestOnly('Tell that the guest is about to halt or to reboot', declaredIntent),
    body: intentRequest,
  },
  'guest-side.declared': guestOnly('What the guest has said that it is about to do', declaredIntent),
  'guest-side.withdraw': guestOnly(
    'Take back what the guest has said that it is about to do',
    declaredIntent,
  ),
  'guest-side.health': { ...guestOnly('Tell how the guest is', guestHealth), body: healthReport },
  'guest-side.ask': {
    ...guestOnly('Ask the host for a backup, or for an eject', guestAskAnswer),
    body: guestAsk,
  },
  'guest-side.update': guestOnly('The update that waits for the word of the guest', guestUpdate),
  'guest-side.acknowledge': {
    ...guestOnly('Let the update come that waits for the word of the guest', guestUpdate),
    body: updateAcknowledgement,
  },
  'guest-side.events': {
    ...guestOnly('What the host tells the guest, oldest first', guestEvents),
    query: guestEventsQuery,
  },
  'network.get': look('The NICs of the box, what they are for, and their bridges', network),
  'network.set': {
    ...act('Change what a NIC is for; it is taken back unless it is confirmed within 60 s'),
    body: portRoleRequest,
  },
  'network.confirm': {
    role: 'technician',
    status: 200,
    summary: 'Keep the change of the network that waits for its confirmation',
    response: network,
  },
  'network.revert': {
    role: 'technician',
    status: 200,
    summary: 'Take the change of the network back that waits for its confirmation',
    response: network,
  },
  'network.identify': { ...act('Make the light of a NIC blink'), body: identifyRequest },
  'media.list': look('The USB disks of the box, who has them and why', media),
  'media.test-rules': {
    ...look('Which rule of the policy decides for a USB disk or device, and why', mediaRuling),
    query: rulesTestQuery,
  },
  'media.attach': {
    ...act('Give a USB disk to the guest, also one that was taken back'),
    body: mediumRequest,
  },
  'media.detach': {
    ...act('Take a USB disk from the guest until it is plugged in anew, and wait until the guest has let go'),
    body: mediumRequest,
  },
  'media.remove': {
    ...act('Have the guest write everything to a USB disk and let go of it, so that it may be unplugged'),
    body: mediumRequest,
  },
  'media.lend': {
    ...act('Take a USB disk from the guest and mount it for the host'),
    body: lendRequest,
  },
  'media.return': {
    ...act('Unmount a USB disk that the host has borrowed; whose it was has it again'),
    body: mediumRequest,
  },
  'drives.list': look('The CD and DVD drives of the box, who has them and why', drives),
  'drives.attach': {
    ...act(
      'Give a drive to the guest, also one that was taken back, and its disc, also one that was ejected',
    ),
    body: mediumRequest,
  },
  'drives.detach': {
    ...act('Take a drive from the guest until it is plugged in anew, and wait until the guest has let go'),
    body: mediumRequest,
  },
  'drives.eject': {
    ...act('Open the tray of a drive; by force only where the guest was asked and has refused'),
    body: ejectRequest,
  },
  'drives.images': look('The images of discs on the disks that the host has borrowed', imageFiles),
  'drives.insert': {
    ...act("Give the guest a file on a lent disk as the disc in its own drive, in place of the box's"),
    body: insertRequest,
  },
  'display.get': look("What the box's monitor shows, and what can be done with it", display),
  'display.show': {
    ...look("Show the guest or the console on the box's monitor; from another seat, a technician's", display),
    body: showRequest,
  },
  'display.keys': {
    role: 'technician',
    status: 200,
    summary: 'Press a combination of keys in the guest',
    body: keysRequest,
    response: display,
  },
  'power.get': look('What the box does when the guest stops, and what is under way', power),
  'power.ledger': { ...look('Stops of the guest, newest first', ledgerPage), query: ledgerQuery },
  'power.restart': { ...act('Ask the guest to stop, then start it cold'), body: stopRequest },
  'power.off': { ...act('Ask the guest to stop, then power the box off'), body: stopRequest },
  'power.reboot': { ...act('Ask the guest to stop, then reboot the box'), body: stopRequest },
  'power.host-down': {
    role: 'admin',
    status: 202,
    summary: 'Stop the guest because the host is going down; its power is cut at the limit',
    body: hostDownRequest,
    response: operation,
  },
  'power.ctrl-alt-del': {
    role: 'admin',
    status: 200,
    summary: "Ctrl-Alt-Del on the box's keyboard: does what the policy says",
    response: power,
  },
  'power.force': {
    role: 'technician',
    status: 200,
    summary: 'Cut the power of a guest that has not stopped within its time, and go on',
    response: power,
  },
  'power.cancel': {
    role: 'technician',
    status: 200,
    summary: 'Call the countdown off, or what waits for the guest to stop',
    response: power,
  },
  'power.maintenance': {
    role: 'technician',
    status: 200,
    summary: 'Suspend following: whatever the guest does, the box does nothing',
    body: maintenanceRequest,
    response: power,
  },
  'power.end-maintenance': {
    role: 'technician',
    status: 200,
    summary: 'Follow the guest again',
    response: power,
  },
  'operations.list': {
    ...look('Operations, newest first', z.object({ operations: z.array(operation) })),
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  },
  'operations.get': { ...look('One operation', operation), params: byId },
  'operations.cancel': {
    role: 'technician',
    status: 200,
    summary: 'Ask an operation to stop where it safely can',
    params: byId,
    response: operation,
  },
  'log.list': { ...look("The backend's journal, oldest first", logPage), query: logQuery },
  'log.levels': look('How much each part of the backend writes', logLevels),
  'log.set-level': {
    role: 'technician',
    status: 200,
    summary: 'Make a part of the backend write more or less, until the backend ends',
    body: logLevelRequest,
    response: logLevels,
  },
  'access.get': look('What this seat may do', access),
  'access.unlock': {
    role: 'viewer',
    status: 200,
    summary: "Unlock this seat with the technician's PIN",
    body: unlockRequest,
    response: access,
  },
  'access.lock': look('Lock this seat', access),
  'access.touch': look('Tell that somebody is at this seat, so that the unlock does not end', access),
} as const satisfies Record<RouteName, Route>;

type Routes = typeof routes;
type InputOf<R, K extends 'params' | 'query' | 'body'> = R extends { [P in K]: infer S extends z.ZodType }
  ? { [P in K]: z.input<S> }
  : unknown;
/** What a call takes: `params`, `query` and `body`, as far as the route has them. */
export type RouteInput<N extends RouteName> = InputOf<Routes[N], 'params'> &
  InputOf<Routes[N], 'query'> &
  InputOf<Routes[N], 'body'>;
/** What a call answers. */
export type RouteOutput<N extends RouteName> = z.output<Routes[N]['response']>;
