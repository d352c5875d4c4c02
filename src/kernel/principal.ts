/** What a caller may do. A new permission needs a line here and a place that asks for it. */
export const PERMISSIONS = [
  'service:read',
  'schema:read',
  'borrower:read',
  'borrower:search',
  'ecosystem:read',
  'loan:read',
  'graph:read',
  'risk:read',
  'decision:read',
  'decision:make',
  'decision:review',
  'decision:shadow',
  'biometrics:verify',
  'bureau:read',
  'bureau:inquire',
  'bureau:inquire-always',
  'inquiry:read',
  'consent:read',
  'consent:write',
  'report:read',
  'report:write',
  'pii:read',
  'audit:read',
  'operations:read',
  'operations:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['app', 'analyst', 'auditor', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** What each role may do by itself, and what a token may grant it beyond that by its `scope` claim. */
export const ROLE_GRANTS: Readonly<
  Record<Role, { readonly permissions: readonly Permission[]; readonly grantable: readonly Permission[] }>
> = {
  app: {
    permissions: [
      'service:read',
      'borrower:read',
      'ecosystem:read',
      'loan:read',
      'graph:read',
      'risk:read',
      'decision:read',
      'decision:make',
      'biometrics:verify',
      'bureau:read',
      'bureau:inquire',
      'consent:read',
      'consent:write',
      'report:write',
    ],
    grantable: ['pii:read', 'borrower:search', 'bureau:inquire-always', 'decision:review'],
  },
  analyst: {
    permissions: [
      'service:read',
      'schema:read',
      'borrower:read',
      'borrower:search',
      'ecosystem:read',
      'loan:read',
      'graph:read',
      'risk:read',
      'decision:read',
      'decision:review',
      'bureau:read',
      'bureau:inquire',
      'consent:read',
    ],
    grantable: ['pii:read', 'bureau:inquire-always'],
  },
  auditor: {
    permissions: [
      'service:read',
      'schema:read',
      'borrower:read',
      'borrower:search',
      'ecosystem:read',
      'loan:read',
      'graph:read',
      'risk:read',
      'decision:read',
      'decision:shadow',
      'bureau:read',
      'inquiry:read',
      'consent:read',
      'report:read',
      'pii:read',
      'audit:read',
    ],
    grantable: [],
  },
  operator: {
    permissions: [
      'service:read',
      'schema:read',
      'decision:shadow',
      'inquiry:read',
      'report:read',
      'report:write',
      'operations:read',
      'operations:write',
    ],
    grantable: [],
  },
};

/** The authenticated caller. `clientId` is the client organisation's system; `subject` the person or service in it. */
export interface Principal {
  readonly subject: string;
  readonly clientId: string;
  readonly role: Role;
  readonly permissions: ReadonlySet<Permission>;
}

export const may = (principal: Principal, permission: Permission): boolean =>
  principal.permissions.has(permission);
