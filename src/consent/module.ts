import { bindCommand, type CommandBinding } from '../platform/commands';
import type { Database } from '../platform/database';
import type { LoaderBinding } from '../platform/loaders';
import type { RequestContext } from '../platform/request';
import { grantConsent, revokeConsent } from './mutations/consent.commands';
import { BorrowerConsentsField, ConsentMutations } from './mutations/consent.resolver';
import { ConsentDesk, type ConsentDeskDeps } from './mutations/consent-desk';
import { ClientPurposeEntity } from './storage/client-purpose.entity';
import { ConsentEntity } from './storage/consent.entity';
import { ConsentRepository } from './storage/consent.repository';
import { documentLoaders } from './storage/consent-document.repository';

/** The door for `app/`. */
export const consentLoaders = (database: Database): LoaderBinding[] => [
  ...new ConsentRepository(database).loaders,
  ...documentLoaders(database),
];

export function consentCommands(deps: ConsentDeskDeps): CommandBinding[] {
  const desk = new ConsentDesk(deps);
  return [
    bindCommand(grantConsent, ({ input, idempotencyKey }, context: RequestContext) =>
      desk.grant(input, idempotencyKey, context),
    ),
    bindCommand(revokeConsent, ({ input, idempotencyKey }, context: RequestContext) =>
      desk.revoke(input, idempotencyKey, context),
    ),
  ];
}

export const CONSENT_RESOLVERS = [ConsentMutations, BorrowerConsentsField] as const;

export const CONSENT_ENTITIES = [ClientPurposeEntity, ConsentEntity];
