import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which inquiry answered a request that its client had given a key: a repeat is answered by the same one. */
@Entity('named_inquiry')
export class NamedInquiryEntity {
  @PrimaryColumn('varchar') clientId!: string;
  @PrimaryColumn('varchar') requestKey!: string;
  @PrimaryColumn('bigint') subjectId!: string;
  @PrimaryColumn('varchar') bureau!: string;
  @Column('bigint') inquiryId!: string;
}
