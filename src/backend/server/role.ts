import { type Actor, type Role, type Route, type RouteName, routes } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';

const rank: Record<Role, number> = { viewer: 0, technician: 1, admin: 2 };

/** What the guest may do is marked in the table of calls, and nothing else is. Throws `access.denied` for it. */
export function requireGuestScope(name: RouteName): void {
  const { guest }: Route = routes[name];
  if (guest !== undefined) return;
  throw new OperatorError('access.denied', `The guest may not call ${name}`, { status: 403 });
}

/** Throws `access.denied` for what is the guest's alone. */
export function requireSeatScope(name: RouteName): void {
  const { guest }: Route = routes[name];
  if (guest !== 'only') return;
  throw new OperatorError('access.denied', `Only the guest may call ${name}`, { status: 403 });
}

/** Throws `access.locked` or `access.denied` unless the caller may make a call that needs `least`. */
export function requireRole(by: Actor, least: Role): void {
  if (rank[by.role] >= rank[least]) return;
  if (least === 'admin') {
    throw new OperatorError('access.denied', 'Only the admin socket may do this', { status: 403 });
  }
  throw new OperatorError(
    'access.locked',
    `${by.seat} is locked: looking is free, doing needs the technician's PIN`,
    {
      status: 403,
      hint: 'Unlock this seat with the PIN first',
    },
  );
}
