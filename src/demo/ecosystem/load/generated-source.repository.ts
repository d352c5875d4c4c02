import type { Reader } from '../../../platform/database';
import { ANY_GENERATED } from '../size';

/** The source of a generated ecosystem other than `source` that is stored already; undefined when there is none. */
export async function otherGeneratedSource(reader: Reader, source: string): Promise<string | undefined> {
  const [row] = await reader.rows<{ source: string }>(
    'SELECT source FROM subject WHERE source LIKE ? AND source <> ? LIMIT 1',
    [ANY_GENERATED, source],
  );
  return row?.source;
}
