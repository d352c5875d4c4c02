import { AUDIT_ENTITIES } from '../audit/module';
import { BORROWER_ENTITIES } from '../borrowers/module';
import { IMPORT_RUN_ENTITIES } from '../bulk-import/module';
import { BUREAU_ENTITIES } from '../bureaus/module';
import { CONSENT_ENTITIES } from '../consent/module';
import { ECOSYSTEM_ENTITIES } from '../ecosystem/module';
import { GRAPH_ENTITIES } from '../graph/module';
import { IDEMPOTENCY_ENTITIES } from '../platform/idempotency/module';
import { REPORTING_ENTITIES } from '../reporting/module';
import { BIOMETRICS_ENTITIES, DECISION_ENTITIES } from '../risk/module';

/** Every row class of the product. */
export const ENTITIES = [
  ...AUDIT_ENTITIES,
  ...BORROWER_ENTITIES,
  ...IMPORT_RUN_ENTITIES,
  ...BUREAU_ENTITIES,
  ...CONSENT_ENTITIES,
  ...ECOSYSTEM_ENTITIES,
  ...GRAPH_ENTITIES,
  ...IDEMPOTENCY_ENTITIES,
  ...REPORTING_ENTITIES,
  ...DECISION_ENTITIES,
  ...BIOMETRICS_ENTITIES,
];
