import type { Actor, Role } from '../../contract/index.ts';
import { OperatorError } from '../engine/operator-error.ts';

const rank: Record<Role, number> = { viewer: 0, technician: 1, admin: 2 };

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
