import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Standing } from '../review/standing';

/** A model, policy or file of rate caps that something was decided by, under the hash of its content. Never changed. */
@Entity('decision_rulebook')
export class DecisionRulebookEntity {
  @PrimaryColumn('varchar') fingerprint!: string;
  @Column('varchar') kind!: 'MODEL' | 'POLICY' | 'RATE_CAPS';
  @Column('text') content!: string;
  @Column('datetime', { precision: 3 }) storedAt!: Date;
}

/** A decision (授信决策) with the case that it was made from. Never changed. */
@Entity('decision')
export class DecisionEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('bigint') id!: string;
  @Column('varchar') applicationNo!: string;
  @Column('varchar') outcome!: string;
  @Column('date') asOf!: string;
  @Column('datetime', { precision: 3 }) decidedAt!: Date;
  @Column('varchar') decidedBy!: string;
  @Column('varchar') clientId!: string;
  /** Fingerprints of what it was made by. */
  @Column('varchar') model!: string;
  @Column('varchar') policy!: string;
  @Column('varchar') rateCaps!: string;
  /** SHA-256 of the canonical text of the decision. */
  @Column('varchar') decisionHash!: string;
  /** Canonical text of the case, sealed. */
  @Column('blob') caseCell!: Buffer;
  /** Canonical text of the decision, sealed. */
  @Column('blob') decisionCell!: Buffer;
}

/** How far a decision has come, as follows from its reviews and the request for them: to list by. */
@Entity('decision_standing')
export class DecisionStandingEntity {
  @PrimaryColumn('bigint') decisionId!: string;
  @Column('varchar') state!: Standing['state'];
}

/** That the borrower wants a person to look at a decision (申请人工复核, PIPL 24). The first request counts. */
@Entity('decision_review_request')
export class DecisionReviewRequestEntity {
  @PrimaryColumn('bigint') decisionId!: string;
  @Column('datetime', { precision: 3 }) requestedAt!: Date;
  @Column('varchar') requestedBy!: string;
  @Column('varchar') clientId!: string;
}

/** What a person found of a decision (人工复核). Never changed. */
@Entity('decision_review')
export class DecisionReviewEntity {
  @PrimaryColumn('bigint') decisionId!: string;
  /** From 1, in the order they were made. */
  @PrimaryColumn('integer') number!: number;
  @Column('varchar') outcome!: 'APPROVE' | 'DECLINE';
  @Column('varchar') ground!: string;
  @Column('varchar') reviewedBy!: string;
  @Column('varchar') clientId!: string;
  @Column('datetime', { precision: 3 }) reviewedAt!: Date;
  @Column('blob') reasonCell!: Buffer;
}
