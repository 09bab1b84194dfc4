import * as z from 'zod';
import { access, unlockRequest } from './access.ts';
import { box } from './box.ts';
import { configAcceptQuery, configChanges, configDiff, configDiffQuery, guestStart } from './changes.ts';
import { configStatus } from './config.ts';
import { guest, guestXml } from './guest.ts';
import { inventory } from './inventory/index.ts';
import { logLevelRequest, logLevels, logPage, logQuery } from './log.ts';
import { identifyRequest, network, portRoleRequest } from './network.ts';
import { operation, type Role } from './operation.ts';
import type { RouteName } from './paths.ts';
import { status } from './status.ts';

/**
 * One call: the least role that may make it at a seat, and the schemas of what goes in and comes out. `status` is the HTTP status of success.
 * `guest`: the guest may make it too, on the private link. That is a scope of its own: no role of a seat has or gives it.
 */
export interface Route {
  role: Role;
  guest?: true;
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
