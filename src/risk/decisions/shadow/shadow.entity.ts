import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What ran in the shadow of a decision (影子运行) and came to. Never changed; decides nothing. */
@Entity('decision_shadow')
export class DecisionShadowEntity {
  @PrimaryColumn('bigint') decisionId!: string;
  @Column('date') asOf!: string;
  /** What was decided. */
  @Column('varchar') decided!: string;
  /** What the shadow came to; FAILED where it could not decide. */
  @Column('varchar') outcome!: string;
  /** Fingerprints of what the shadow judged by. */
  @Column('varchar') model!: string;
  @Column('varchar') policy!: string;
  @Column('varchar') rateCaps!: string;
  /** Canonical text of what it came to, sealed. */
  @Column('blob') shadowCell!: Buffer;
}
