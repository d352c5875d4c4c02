import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A request that a client has named, so that it is not done twice. */
@Entity('idempotency_key')
export class IdempotencyKeyEntity {
  @PrimaryColumn('varchar') clientId!: string;
  @PrimaryColumn('varchar') requestKey!: string;
  /** Keyed hash of the canonical request. */
  @Column('blob') requestDigest!: Buffer;
  @Column('varchar') state!: 'IN_PROGRESS' | 'DONE';
  /** Who does it: an attempt whose time is over may not finish what another one has taken up. */
  @Column('bigint') holder!: string;
  @Column('blob', { nullable: true }) answerCell!: Buffer | null;
  @Column('datetime', { precision: 3 }) claimedAt!: Date;
  /** Until when an attempt in progress holds the key. */
  @Column('datetime', { precision: 3 }) expiresAt!: Date;
}
