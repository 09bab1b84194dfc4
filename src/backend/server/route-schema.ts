import { errorBody, paths, type Route, type RouteName, routes } from '../../contract/index.ts';

/** One route of the contract as Fastify and its OpenAPI generator take it. */
export function toRouteSchema(name: RouteName) {
  const route: Route = routes[name];
  const [method = '', url = ''] = paths[name].split(' ');
  return {
    method,
    url,
    schema: {
      operationId: name,
      summary: route.summary,
      tags: [name.split('.')[0] ?? name],
      // The least role that may make the call.
      'x-role': route.role,
      // Whether the guest may make it as well, or nobody else.
      ...(route.guest === undefined ? {} : { 'x-guest': route.guest }),
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined ? {} : { body: route.body }),
      response: { [route.status]: route.response, '4xx': errorBody, '5xx': errorBody },
    },
  };
}

export const routeNames = Object.keys(paths) as RouteName[];
