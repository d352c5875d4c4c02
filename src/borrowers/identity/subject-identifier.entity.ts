import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that a subject is found by. `strongIndex` repeats the index where the scheme names at most one subject. */
@Entity('subject_identifier')
export class SubjectIdentifierEntity {
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('varchar') scheme!: string;
  @PrimaryColumn('varchar') issuer!: string;
  @PrimaryColumn('blob') valueIndex!: Buffer;
  @Column('blob') valueCell!: Buffer;
  @Column('blob', { nullable: true }) strongIndex!: Buffer | null;
  @Column('varchar', { nullable: true }) warning!: string | null;
  @Column('datetime', { precision: 3 }) addedAt!: Date;
}
