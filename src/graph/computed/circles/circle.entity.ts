import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A guarantee circle (担保圈) of one computation. */
@Entity('guarantee_circle')
export class GuaranteeCircleEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('bigint') computationId!: string;
  /** The member with the smallest id: circles have no member in common, so that it names the circle. */
  @Column('bigint') anchorId!: string;
  @Column('varchar') kind!: string;
  @Column('integer') size!: number;
  @Column('integer') guaranteeCount!: number;
  @Column('integer') mutualPairs!: number;
  @Column('integer') defaultedCount!: number;
}

@Entity('guarantee_circle_member')
export class GuaranteeCircleMemberEntity {
  @PrimaryColumn('bigint') circleId!: string;
  @PrimaryColumn('bigint') subjectId!: string;
  @Column('bigint') computationId!: string;
  @Column('boolean') defaulted!: boolean;
}

/** A guarantee between two members. */
@Entity('guarantee_circle_edge')
export class GuaranteeCircleEdgeEntity {
  @PrimaryColumn('bigint') circleId!: string;
  @PrimaryColumn('bigint') guarantorId!: string;
  @PrimaryColumn('bigint') debtorId!: string;
  @PrimaryColumn('bigint') relationId!: string;
}

/** What the members owe, and what they guarantee each other, in one currency. */
@Entity('guarantee_circle_exposure')
export class GuaranteeCircleExposureEntity {
  @PrimaryColumn('bigint') circleId!: string;
  @PrimaryColumn('varchar') currency!: string;
  @Column('bigint') outstandingMinor!: string;
  @Column('bigint') guaranteedMinor!: string;
}
