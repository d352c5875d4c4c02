import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/**
 * What a subject agreed to, for one bureau (授权书). Never changed: its withdrawal, with who stored it and why, is written
 * beside it, once. `purposes` and `dataCategories` are codes separated by commas.
 */
@Entity('consent')
export class ConsentEntity extends SourcedEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('varchar') bureau!: string;
  @PrimaryColumn('bigint') override id!: string;
  @Column('varchar') consentNo!: string;
  @Column('varchar') type!: string;
  @Column('text') purposes!: string;
  @Column('text') dataCategories!: string;
  @Column('varchar') templateVersion!: string;
  @Column('blob') textHash!: Buffer;
  @Column('datetime', { precision: 3 }) signedAt!: Date;
  @Column('datetime', { precision: 3 }) validFrom!: Date;
  @Column('datetime', { precision: 3, nullable: true }) validTo!: Date | null;
  @Column('bigint', { nullable: true }) untilSettledLoanId!: string | null;
  @Column('varchar') channel!: string;
  @Column('blob') evidenceHash!: Buffer;
  @Column('datetime', { precision: 3, nullable: true }) revokedAt!: Date | null;
  /** Null, with the other two, where the source says of a withdrawal only when it was. */
  @Column('varchar', { nullable: true }) revokedBy!: string | null;
  @Column('varchar', { nullable: true }) revokedClientId!: string | null;
  @Column('varchar', { nullable: true }) revocationReason!: string | null;
}
