import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The ledger of bureau calls: one row per reserved call, with its state and money. `flightKey` is held while nobody
 * else may ask the same: it is unique, and null once the outcome is known.
 */
@Entity('bureau_inquiry')
export class BureauInquiryEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') bureau!: string;
  @Column('varchar') purpose!: string;
  @Column('varchar') reasonKind!: string;
  @Column('varchar') reasonRef!: string;
  @Column('varchar') clientId!: string;
  @Column('varchar') caller!: string;
  @Column('bigint') consentId!: string;
  @Column('varchar') state!: InquiryState;
  @Column('varchar', { nullable: true }) outcome!: string | null;
  @Column('varchar', { nullable: true }) cause!: string | null;
  @Column('varchar', { nullable: true }) flightKey!: string | null;
  @Column('bigint') priceMinor!: string;
  @Column('varchar') currency!: string;
  @Column('bigint', { nullable: true }) reportId!: string | null;
  @Column('datetime', { precision: 3 }) reservedAt!: Date;
  @Column('datetime', { precision: 3 }) expiresAt!: Date;
  @Column('datetime', { precision: 3, nullable: true }) sentAt!: Date | null;
  @Column('datetime', { precision: 3, nullable: true }) closedAt!: Date | null;
}

/**
 * RESERVED: paid for, not sent. SENT: may have left. CLOSED: the outcome is known, or an operator has released it.
 * UNKNOWN: it may have been taken and nobody here knows; blocks a repeat. Past `expiresAt`, a row was left by a crash:
 * RESERVED was never sent and is released, SENT counts as UNKNOWN.
 */
export type InquiryState = 'RESERVED' | 'SENT' | 'CLOSED' | 'UNKNOWN';
