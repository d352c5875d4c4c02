import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a client has taken of its budget for one bureau on one day in Shanghai. */
@Entity('bureau_budget')
export class BureauBudgetEntity {
  @PrimaryColumn('varchar') clientId!: string;
  @PrimaryColumn('date') day!: string;
  @PrimaryColumn('varchar') bureau!: string;
  @Column('integer') calls!: number;
  @Column('bigint') spentMinor!: string;
  @Column('varchar') currency!: string;
}
