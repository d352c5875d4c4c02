import { Column } from 'typeorm';
import type { SourcedRow } from './source-merge';

/** The columns of every row that some other system keeps. */
export abstract class SourcedEntity implements SourcedRow {
  abstract id: string;
  @Column('varchar') source!: string;
  @Column('varchar') sourceKey!: string;
  @Column('blob') rowHash!: Buffer;
}
