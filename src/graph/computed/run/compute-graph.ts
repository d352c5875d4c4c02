import type { BusinessDate, Clock } from '../../../kernel';
import type { Database, IdGenerator } from '../../../platform/database';
import { Lease } from '../../../platform/lease';
import { CirclePart } from '../circles/circle-part';
import { OwnerPart } from '../owners/owner-part';
import { RingPart } from '../rings/ring-part';
import { GRAPH_PARTS, type GraphPart, PART_VERSIONS } from './computation.codes';
import { GraphLeaseEntity } from './computation.entity';
import { ComputationRepository } from './computation.repository';
import {
  countRows,
  readContactPoints,
  readContactPointUses,
  readDebts,
  readDeviceUses,
  readEmulators,
  readFirms,
  readLoans,
  readRelations,
} from './inputs.repository';
import type { ReadyPart } from './part';
import { ResultWriter } from './result-writer.repository';

export interface ComputeDependencies {
  readonly database: Database;
  readonly clock: Clock;
  readonly nextId: IdGenerator;
}

/** How far a run is: rows read of a table, or results written of a part. */
export interface ComputeProgress {
  readonly step: string;
  readonly done: number;
  /** Null where it is not known beforehand. */
  readonly total: number | null;
}

export interface ComputeOptions {
  /** Computes parts anew though their input is as it was. */
  readonly anew?: boolean;
  readonly asOf?: BusinessDate;
  readonly onProgress?: (progress: ComputeProgress) => void;
}

export interface PartReport {
  readonly part: GraphPart;
  /** False when the input was as it was, so that the stored results stand. */
  readonly isNew: boolean;
  readonly rowsRead: number;
  /** Circles, rings, or companies with an owner; null where the stored results stand. */
  readonly found: number | null;
  readonly seconds: number;
}

export interface ComputeReport {
  readonly asOf: BusinessDate;
  readonly parts: readonly PartReport[];
  readonly secondsToRead: number;
  readonly seconds: number;
}

const RUN = {
  entity: GraphLeaseEntity,
  table: 'graph_lease',
  key: 'name',
  isBusy: 'is being computed',
  thing: 'graph',
  holder: 'run',
};

/**
 * Computes guarantee circles, shared rings and ultimate owners over the whole graph, and puts them in force together. Reads
 * tables in chunks into arrays of numbers, writes in batches. A run that is killed leaves the results before it in force;
 * the next one removes what it left. Rows that an import stores meanwhile are seen or not: run it after the import.
 * @throws LeaseBusyError when another run is on; LeaseLostError; database errors as they come
 */
export async function computeGraph(
  { database, clock, nextId }: ComputeDependencies,
  { anew = false, asOf = clock.businessDate(), onProgress = () => {} }: ComputeOptions = {},
): Promise<ComputeReport> {
  const lease = await Lease.take(database, clock, RUN, 'the graph', nextId());
  try {
    const computations = new ComputationRepository(database, lease);
    await computations.removeOthers();
    const started = seconds();
    const parts = await readParts(database, asOf, onProgress);
    const secondsToRead = since(started);
    const inForce = await computations.inForce();
    const reports: PartReport[] = [];
    const finished = new Map<GraphPart, { id: string; rowsRead: number; found: number }>();
    const unchanged: { id: string; rowsRead: number }[] = [];
    for (const part of GRAPH_PARTS) {
      const begun = seconds();
      const { rowsRead, digest, write } = parts[part];
      const stored = inForce.get(part);
      const version = PART_VERSIONS[part];
      if (!anew && stored?.version === version && stored.inputDigest?.equals(digest)) {
        unchanged.push({ id: stored.id, rowsRead });
        reports.push({ part, isNew: false, rowsRead, found: null, seconds: since(begun) });
        continue;
      }
      const id = nextId();
      await computations.begin({ id, part, version, asOf, inputDigest: digest, startedAt: clock.now() });
      const writer = new ResultWriter(database, lease, (done) =>
        onProgress({ step: `writing ${part.toLowerCase()}`, done, total: null }),
      );
      const found = await write({ computationId: id, nextId, writer });
      await writer.flush();
      finished.set(part, { id, rowsRead, found });
      reports.push({ part, isNew: true, rowsRead, found, seconds: since(begun) });
    }
    await computations.putInForce(finished, unchanged, asOf, clock.now());
    return { asOf, parts: reports, secondsToRead, seconds: since(started) };
  } finally {
    await lease.release().catch(() => undefined);
  }
}

async function readParts(
  database: Database,
  asOf: BusinessDate,
  onProgress: (progress: ComputeProgress) => void,
): Promise<Readonly<Record<GraphPart, ReadyPart>>> {
  const circles = new CirclePart();
  const owners = new OwnerPart();
  const rings = new RingPart();
  const read = async <Row>(
    table: string,
    chunks: AsyncGenerator<readonly Row[]>,
    take: (row: Row) => void,
  ): Promise<void> => {
    const total = await countRows(database, table);
    let done = 0;
    for await (const rows of chunks) {
      for (const row of rows) take(row);
      done += rows.length;
      onProgress({ step: `reading ${table}`, done, total });
    }
  };
  await read('subject', readFirms(database), ({ id }) => rings.addFirm(id));
  await read('contact_point', readContactPoints(database), ({ id, kind }) => rings.addContactPoint(id, kind));
  await read('device_use', readDeviceUses(database, asOf), (use) => rings.addDeviceUse(use));
  await read('contact_point_use', readContactPointUses(database, asOf), (use) =>
    rings.addContactPointUse(use),
  );
  await read('device', readEmulators(database), ({ id }) => rings.addEmulator(id));
  await read('loan', readLoans(database, asOf), (loan) => rings.addLoan(loan));
  await read('relation', readRelations(database, asOf), (row) => {
    if (row.kind === 'GUARANTOR') circles.add(row);
    else if (row.kind === 'SPOUSE' || row.kind === 'FAMILY') rings.addRelatives(row);
    else owners.add(row);
  });
  return {
    CIRCLES: await circles.ready((subjects) => readDebts(database, subjects)),
    RINGS: rings.ready(),
    OWNERS: owners.ready(),
  };
}

const seconds = (): number => performance.now() / 1000;
const since = (start: number): number => Math.round((seconds() - start) * 1000) / 1000;
