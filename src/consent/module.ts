import { bindCommand, type CommandBinding } from '../platform/commands';
import type { Database } from '../platform/database';
import type { LoaderBinding } from '../platform/loaders';
import type { RequestContext } from '../platform/request';
import { ClientPurposeEntity } from './client-purpose.entity';
import { grantConsent, revokeConsent } from './consent.commands';
import { ConsentEntity } from './consent.entity';
import { ConsentRepository } from './consent.repository';
import { BorrowerConsentsField, ConsentMutations } from './consent.resolver';
import { ConsentDesk, type ConsentDeskDeps } from './consent-desk';
import { documentLoaders } from './consent-document.repository';

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
