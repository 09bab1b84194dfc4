/** Every call of the API: a name for programs, the method and the path. Schemas and roles are in `routes.ts`. */
export const paths = {
  'status.get': 'GET /v1/status',
  'box.get': 'GET /v1/box',
  'inventory.get': 'GET /v1/inventory',
  'inventory.refresh': 'POST /v1/inventory/refresh',
  'config.get': 'GET /v1/config',
  'config.reload': 'POST /v1/config/reload',
  'config.changes': 'GET /v1/config/changes',
  'config.starts': 'GET /v1/config/starts',
  'config.diff': 'GET /v1/config/diff',
  'config.accept': 'POST /v1/config/accept',
  'config.rollback': 'POST /v1/config/rollback',
  'guest.get': 'GET /v1/guest',
  'guest.xml': 'GET /v1/guest/xml',
  'guest.start': 'POST /v1/guest/start',
  'guest.stop': 'POST /v1/guest/stop',
  'guest.kill': 'POST /v1/guest/kill',
  'guest.reset': 'POST /v1/guest/reset',
  'network.get': 'GET /v1/network',
  'network.set': 'POST /v1/network/set',
  'network.confirm': 'POST /v1/network/confirm',
  'network.revert': 'POST /v1/network/revert',
  'network.identify': 'POST /v1/network/identify',
  'operations.list': 'GET /v1/operations',
  'operations.get': 'GET /v1/operations/:id',
  'operations.cancel': 'POST /v1/operations/:id/cancel',
  'log.list': 'GET /v1/log',
  'log.levels': 'GET /v1/log/levels',
  'log.set-level': 'POST /v1/log/levels',
  'access.get': 'GET /v1/access',
  'access.unlock': 'POST /v1/access/unlock',
  'access.lock': 'POST /v1/access/lock',
  'access.touch': 'POST /v1/access/touch',
} as const;

export type RouteName = keyof typeof paths;

/** The event stream (server-sent events) and the API's description; neither is a plain call. */
export const eventsPath = '/v1/events';
export const openApiPath = '/v1/openapi.json';
