import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SourcedEntity } from '../../platform/database';

/** A firm that sells to the ecosystem (供应商). */
@Entity('supplier')
export class SupplierEntity extends SourcedEntity {
  @PrimaryColumn('bigint') override id!: string;
  @Column('bigint') subjectId!: string;
  @Column('varchar') supplierNo!: string;
  @Column('varchar') name!: string;
  @Column('varchar') tier!: string;
  @Column('varchar') status!: string;
  @Column('varchar', { nullable: true }) category!: string | null;
  @Column('varchar', { nullable: true }) regionCode!: string | null;
  @Column('date') since!: string;
}
