import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Liveness, Modality, Verdict } from '../verification';

/**
 * The ledger of verifications: one row per reserved call. It holds no image, template or capture token: of the token only
 * a keyed digest, so that a capture is verified once; null again where nothing of the call was sent.
 */
@Entity('biometric_verification')
export class BiometricVerificationEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('bigint') id!: string;
  @Column('varchar') modality!: Modality;
  @Column('varchar') purpose!: string;
  @Column('varchar') reasonKind!: string;
  @Column('varchar') reasonRef!: string;
  @Column('varchar') provider!: string;
  @Column('varchar') clientId!: string;
  @Column('varchar') caller!: string;
  @Column('varchar') requestKey!: string;
  /** Keyed hash of the whole request: another one under the same key is refused. */
  @Column('blob') requestDigest!: Buffer;
  @Column('blob', { nullable: true }) captureDigest!: Buffer | null;
  @Column('bigint') consentId!: string;
  @Column('varchar') consentNo!: string;
  @Column('varchar') state!: VerificationState;
  /** A kind of `OutcomeBody`; null while it is open. */
  @Column('varchar', { nullable: true }) outcome!: string | null;
  @Column('varchar', { nullable: true }) cause!: string | null;
  @Column('varchar', { nullable: true }) verdict!: Verdict | null;
  @Column('integer', { nullable: true }) scoreBp!: number | null;
  @Column('varchar', { nullable: true }) liveness!: Liveness | null;
  @Column('datetime', { precision: 3 }) reservedAt!: Date;
  @Column('datetime', { precision: 3 }) expiresAt!: Date;
  @Column('datetime', { precision: 3, nullable: true }) sentAt!: Date | null;
  @Column('datetime', { precision: 3, nullable: true }) closedAt!: Date | null;
}

/** RESERVED: not sent. SENT: may have left. CLOSED: the outcome is known. UNKNOWN: it may have been taken, nobody here knows. */
export type VerificationState = 'RESERVED' | 'SENT' | 'CLOSED' | 'UNKNOWN';
