import { IMPORT_ENTITIES, type LoadDependencies } from '../../../bulk-import';
import { ClientPurposeEntity } from '../../../consent';
import { COMPUTED_ENTITIES } from '../../../graph';
import { systemClock } from '../../../kernel';
import { DataVault, developmentKeyring, readKeyring } from '../../../platform/crypto';
import { Database, idGenerator } from '../../../platform/database';
import { DEMO_BUSINESS_DATE } from '../../business-date';

/** Where to load to; plain, so that a thread can be told. */
export interface LoadPlace {
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly keyring: { readonly file: string; readonly isMadeHere: boolean };
  /** Goes into new ids: another one in each thread. */
  readonly replicaId: number;
}

/** Opens what loading needs; `close` gives it back. */
export async function openDependencies(
  place: LoadPlace,
): Promise<{ readonly dependencies: LoadDependencies; close(): Promise<void> }> {
  const { file, isMadeHere } = place.keyring;
  const ring = isMadeHere ? developmentKeyring(file) : readKeyring(file);
  const database = await Database.open({ url: place.databaseUrl, poolSize: place.poolSize }, [
    ...IMPORT_ENTITIES,
    ClientPurposeEntity,
    ...COMPUTED_ENTITIES,
  ]);
  const dependencies: LoadDependencies = {
    database,
    vault: new DataVault(ring),
    nextId: idGenerator(place.replicaId),
    clock: systemClock(DEMO_BUSINESS_DATE),
  };
  return { dependencies, close: () => database.close() };
}
