import { expect, it } from 'vitest';
import { requireGuestScope, requireSeatScope } from '../../../../../src/backend/server/role.ts';
import { paths, type RouteName } from '../../../../../src/contract/index.ts';

it('is these calls and no other', () => {
  const open = (Object.keys(paths) as RouteName[]).filter((name) => {
    try {
      requireGuestScope(name);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: 'access.denied', details: { status: 403 } });
      return false;
    }
  });
  expect(open.filter((name) => !name.startsWith('guest-side.'))).toEqual(['box.get']);
});

it('has calls that no seat may make, whatever its role', () => {
  const closed = (Object.keys(paths) as RouteName[]).filter((name) => {
    try {
      requireSeatScope(name);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: 'access.denied', details: { status: 403 } });
      return true;
    }
  });
  expect(closed).toEqual(Object.keys(paths).filter((name) => name.startsWith('guest-side.')));
});
