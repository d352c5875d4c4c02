import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A record that a bureau is owed (报送记录). `contentCell` is sealed; null where nothing could be built yet. */
@Entity('contribution')
export class ContributionEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('varchar') bureau!: string;
  @Column('bigint') eventId!: string;
  @Column('bigint') loanId!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') loanNo!: string;
  @Column('integer') term!: number;
  @Column('varchar') eventKind!: string;
  @Column('date') businessDate!: string;
  /** The day by which the bureau must have it: T+1. */
  @Column('date') dueOn!: string;
  @Column('varchar') type!: string;
  @Column('varchar') opCode!: string;
  @Column('varchar') fileKind!: string;
  @Column('varchar') recordKey!: string;
  @Column('varchar') reference!: string;
  @Column('blob', { nullable: true }) contentCell!: Buffer | null;
  @Column('boolean') adverse!: boolean;
  @Column('varchar') state!: string;
  @Column('integer') attempts!: number;
  @Column('datetime', { precision: 3 }) nextTryAt!: Date;
  /** Of the call that it goes or went by; a call whose end is not known is made again under the same. */
  @Column('varchar', { nullable: true }) batchKey!: string | null;
  @Column('integer', { nullable: true }) batchSize!: number | null;
  /** Who holds it now: whoever held it before may say nothing of it any more. */
  @Column('bigint', { nullable: true }) fence!: string | null;
  @Column('datetime', { precision: 3, nullable: true }) leasedUntil!: Date | null;
  @Column('varchar', { nullable: true }) receipt!: string | null;
  @Column('varchar', { nullable: true }) rule!: string | null;
  /** JSON: what is wrong with it, and how to mend it. */
  @Column('text', { nullable: true }) findings!: string | null;
  @Column('datetime', { precision: 3 }) createdAt!: Date;
  @Column('datetime', { precision: 3 }) changedAt!: Date;
}

/** One step in the life of a record. */
@Entity('contribution_step')
export class ContributionStepEntity {
  @PrimaryColumn('bigint') contributionId!: string;
  @PrimaryColumn('bigint') id!: string;
  @Column('datetime', { precision: 3 }) at!: Date;
  @Column('varchar') state!: string;
  @Column('varchar', { nullable: true }) cause!: string | null;
  /** Null: the gateway itself. */
  @Column('varchar', { nullable: true }) caller!: string | null;
}

/** A file in which a batch was handed over: a number of the day belongs to one batch for good. */
@Entity('contribution_file')
export class ContributionFileEntity {
  @PrimaryColumn('varchar') bureau!: string;
  @PrimaryColumn('date') day!: string;
  @PrimaryColumn('integer') sequence!: number;
  @Column('varchar') batchKey!: string;
  @Column('datetime', { precision: 3 }) namedAt!: Date;
}

/** That a borrower was told before adverse data of his loan are reported (不良信息告知). Once for each loan. */
@Entity('adverse_notice')
export class AdverseNoticeEntity {
  @PrimaryColumn('bigint') loanId!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') loanNo!: string;
  @Column('varchar') channel!: string;
  @Column('blob') evidenceHash!: Buffer;
  @Column('datetime', { precision: 3 }) noticedAt!: Date;
  @Column('varchar') recordedBy!: string;
  @Column('varchar') clientId!: string;
  @Column('datetime', { precision: 3 }) recordedAt!: Date;
}
