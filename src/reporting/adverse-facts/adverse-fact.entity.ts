import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AdverseFactKind } from '../../ecosystem';

export const ADVERSE_FACT_STATES = ['PROPOSED', 'APPROVED', 'REPORTED'] as const;
export type AdverseFactState = (typeof ADVERSE_FACT_STATES)[number];

/** An adverse fact (不良事实) before and after bureaus are told: what it is by definition, its evidence and who approved it. */
@Entity('adverse_fact')
export class AdverseFactEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('bigint') loanId!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') loanNo!: string;
  @Column('varchar') fact!: AdverseFactKind;
  @Column('date') occurredOn!: string;
  @Column('bigint') amountMinor!: string;
  @Column('varchar') definition!: string;
  @Column('blob') evidenceHash!: Buffer;
  @Column('varchar') state!: AdverseFactState;
  /** Who proposed it, or changed it last. */
  @Column('varchar') proposedBy!: string;
  @Column('datetime', { precision: 3 }) proposedAt!: Date;
  /** Of the content that was approved: another content is not approved. */
  @Column('blob', { nullable: true }) approvedHash!: Buffer | null;
  @Column('varchar', { nullable: true }) approvedBy!: string | null;
  @Column('datetime', { precision: 3, nullable: true }) approvedAt!: Date | null;
  @Column('bigint', { nullable: true }) eventId!: string | null;
}
