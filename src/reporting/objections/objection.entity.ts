import { Column, Entity, PrimaryColumn } from 'typeorm';

export const OBJECTION_STATES = ['OPEN', 'UPHELD', 'REFUTED'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** A borrower's objection (异议) to what bureaus were told of his loan: of one event, at every bureau that has it. */
@Entity('objection')
export class ObjectionEntity {
  @PrimaryColumn('bigint') id!: string;
  /** The event that is objected to. */
  @Column('bigint') eventId!: string;
  @Column('bigint') loanId!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') loanNo!: string;
  @Column('integer') term!: number;
  @Column('date') receivedOn!: string;
  /** Twenty days after (征信业管理条例 Art. 25). */
  @Column('date') dueOn!: string;
  @Column('varchar') channel!: string;
  @Column('blob') evidenceHash!: Buffer;
  @Column('varchar') state!: ObjectionState;
  @Column('varchar') recordedBy!: string;
  @Column('datetime', { precision: 3 }) recordedAt!: Date;
  /** What was looked at, as codes with blanks between. */
  @Column('varchar', { nullable: true }) checked!: string | null;
  /** SHA-256 of the written answer. */
  @Column('blob', { nullable: true }) answerHash!: Buffer | null;
  @Column('varchar', { nullable: true }) answeredBy!: string | null;
  @Column('datetime', { precision: 3, nullable: true }) answeredAt!: Date | null;
}
