import { Entity, PrimaryColumn } from 'typeorm';

/** A purpose that a client may inquire for. No row, no right. */
@Entity('client_purpose')
export class ClientPurposeEntity {
  @PrimaryColumn('varchar') clientId!: string;
  @PrimaryColumn('varchar') purpose!: string;
}
