import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is known of who stands behind a company. Parts are billionths of the whole. */
@Entity('ultimate_ownership')
export class UltimateOwnershipEntity {
  @PrimaryColumn('bigint') computationId!: string;
  @PrimaryColumn('bigint') companyId!: string;
  @Column('integer') attributedPpb!: number;
  @Column('boolean') hasUnknown!: boolean;
  @Column('boolean') hasCycle!: boolean;
  @Column('boolean') isOverstated!: boolean;
  @Column('boolean') isTruncated!: boolean;
  /** JSON: ids from the company up to who controls it; empty where nobody does. */
  @Column('text') controlPath!: string;
}

/** An ultimate owner of a company. */
@Entity('ultimate_owner')
export class UltimateOwnerEntity {
  @PrimaryColumn('bigint') computationId!: string;
  @PrimaryColumn('bigint') companyId!: string;
  @PrimaryColumn('bigint') ownerId!: string;
  /** A lower bound where not all stakes are known. */
  @Column('integer') partPpb!: number;
  @Column('boolean') isKnown!: boolean;
  @Column('boolean') hasMorePaths!: boolean;
  /** JSON: of each path the ids from the owner down and the parts in billionths, null where unknown. */
  @Column('text') paths!: string;
}
