import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bigint, code, createTable, digest, dropTables, instant, integer, nullable } from './schema';

/** Verifications of faces and fingerprints: verdicts only, never an image, a template or the token of a capture. */
export class Biometrics1780272000010 implements MigrationInterface {
  readonly name = 'Biometrics1780272000010';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'biometric_verification', {
      columns: [
        bigint('subject_id'),
        bigint('id'),
        code('modality', 12),
        code('purpose', 24),
        code('reason_kind', 12),
        code('reason_ref', 64),
        code('provider', 24),
        code('client_id', 64),
        code('caller', 64),
        code('request_key', 64),
        digest('request_digest'),
        nullable(digest('capture_digest')),
        bigint('consent_id'),
        code('consent_no', 64),
        code('state', 8),
        nullable(code('outcome', 24)),
        nullable(code('cause', 24)),
        nullable(code('verdict', 12)),
        nullable(integer('score_bp')),
        nullable(code('liveness', 8)),
        instant('reserved_at'),
        instant('expires_at'),
        nullable(instant('sent_at')),
        nullable(instant('closed_at')),
      ],
      key: ['subject_id', 'id'],
      unique: [['id'], ['client_id', 'request_key'], ['provider', 'capture_digest']],
      indexes: [['state', 'expires_at']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['biometric_verification']);
  }
}
