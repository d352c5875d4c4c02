import { IdempotencyKeyEntity } from './idempotency-key.entity';

/** The door for `app/`. */
export const IDEMPOTENCY_ENTITIES = [IdempotencyKeyEntity];
