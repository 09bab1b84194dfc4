import { expect, it } from 'vitest';
import { requireGuestScope } from '../../../../../src/backend/server/role.ts';
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
  expect(open).toEqual(['box.get']);
});
