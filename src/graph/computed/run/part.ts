import type { IdGenerator } from '../../../platform/database';
import type { ResultWriter } from './result-writer.repository';

/** What a part writes with. */
export interface Writing {
  readonly computationId: string;
  readonly nextId: IdGenerator;
  readonly writer: ResultWriter;
}

/** A part of the computation whose input has been read. */
export interface ReadyPart {
  readonly rowsRead: number;
  /** Of all that the results depend on. */
  readonly digest: Buffer;
  /** Computes, writes the results and gives their number. */
  write(writing: Writing): Promise<number>;
}
