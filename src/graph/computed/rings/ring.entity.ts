import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Subjects that share things of one kind, found by one computation. */
@Entity('shared_ring')
export class SharedRingEntity {
  @PrimaryColumn('bigint') id!: string;
  @Column('bigint') computationId!: string;
  /** The shared thing with the smallest id: no other ring has it. */
  @Column('bigint') anchorId!: string;
  @Column('varchar') kind!: string;
  @Column('integer') size!: number;
  @Column('integer') nodeCount!: number;
  /** Millionths of the pairs of members that share something. */
  @Column('integer') densityPpm!: number;
  /** What makes the members a household; null where nothing does. */
  @Column('varchar', { nullable: true }) household!: string | null;
}

@Entity('shared_ring_member')
export class SharedRingMemberEntity {
  @PrimaryColumn('bigint') ringId!: string;
  @PrimaryColumn('bigint') subjectId!: string;
  @Column('bigint') computationId!: string;
}

/** A device or contact point that members share. */
@Entity('shared_ring_node')
export class SharedRingNodeEntity {
  @PrimaryColumn('bigint') ringId!: string;
  @PrimaryColumn('bigint') nodeId!: string;
  @Column('bigint') computationId!: string;
}
