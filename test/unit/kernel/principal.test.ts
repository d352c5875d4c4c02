import { may, PERMISSIONS, type Permission, type Principal, ROLE_GRANTS, ROLES } from '../../../src/kernel';

const caller = (...permissions: Permission[]): Principal => ({
  subject: 's',
  clientId: 'c',
  role: 'app',
  permissions: new Set(permissions),
});

describe('a role', () => {
  it.each(ROLES)('%s has only permissions that exist, each once, and is granted none that it has', (role) => {
    const { permissions, grantable } = ROLE_GRANTS[role];
    const all = [...permissions, ...grantable];
    expect(new Set(all).size).toBe(all.length);
    expect(PERMISSIONS).toEqual(expect.arrayContaining([...all]));
  });

  it.each<[Permission, string[], string[]]>([
    // permission, roles that have it, roles that a token may grant it to
    ['pii:read', ['auditor'], ['app', 'analyst']],
    ['bureau:inquire', ['app', 'analyst'], []],
    ['borrower:read', ['app', 'analyst', 'auditor'], []],
    ['borrower:search', ['analyst', 'auditor'], ['app']],
    ['audit:read', ['auditor'], []],
    ['operations:read', ['operator'], []],
    ['schema:read', ['analyst', 'auditor', 'operator'], []],
    ['service:read', ['app', 'analyst', 'auditor', 'operator'], []],
  ])('has %s: %j, may be granted it: %j', (permission, having, grantable) => {
    expect(ROLES.filter((role) => ROLE_GRANTS[role].permissions.includes(permission))).toEqual(having);
    expect(ROLES.filter((role) => ROLE_GRANTS[role].grantable.includes(permission))).toEqual(grantable);
  });

  it('that only looks causes no cost: an auditor cannot come to inquire at a bureau', () => {
    expect(ROLE_GRANTS.auditor.grantable).toEqual([]);
  });
});

describe('a caller', () => {
  it('may do what the token holds and nothing else', () => {
    expect(PERMISSIONS.filter((permission) => may(caller('loan:read'), permission))).toEqual(['loan:read']);
    expect(PERMISSIONS.filter((permission) => may(caller(), permission))).toEqual([]);
  });
});
