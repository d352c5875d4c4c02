import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { AuditTrail } from '../audit';
import { borrowerLoaders } from '../borrowers/module';
import { importLoaders } from '../bulk-import/module';
import { bureausModule } from '../bureaus/module';
import { consentCommands, consentLoaders } from '../consent/module';
import { DEMO_BUSINESS_DATE, seedDemo } from '../demo';
import { ecosystemCommands, ecosystemLoaders } from '../ecosystem/module';
import { computeGraph } from '../graph';
import { graphLoaders } from '../graph/module';
import { type Clock, systemClock } from '../kernel';
import { accessHistoryLoaders } from '../operations/module';
import { CommandRegistry } from '../platform/commands';
import type { Config } from '../platform/config';
import { CursorCodec, DataVault, developmentKeyring, type Keyring, readKeyring } from '../platform/crypto';
import { Database, idGenerator } from '../platform/database';
import { IdempotentWrites } from '../platform/idempotency';
import { LoaderRegistry } from '../platform/loaders';
import { type Logger, makeLogger } from '../platform/observability';
import { reportingModule } from '../reporting/module';
import { biometricsModule, decisionCommands, riskLoaders } from '../risk/module';
import { DevelopmentIssuer, TokenVerifier } from '../security';
import { ENTITIES } from './entities';
import { httpServer } from './http-server';
import { makeSchema } from './schema';

export interface Gateway {
  readonly http: FastifyInstance;
  readonly database: Database;
  readonly vault: DataVault;
  readonly registry: LoaderRegistry;
  readonly schema: GraphQLSchema;
  /** Null where tokens come from an identity provider. */
  readonly issuer: DevelopmentIssuer | null;
  close(): Promise<void>;
}

/** Puts the whole product together from its configuration. It listens when `http.listen` is called. */
export async function createGateway(config: Config): Promise<Gateway> {
  const logger = makeLogger(config.logLevel);
  const clock = systemClock(config.demoData ? DEMO_BUSINESS_DATE : config.businessDate);
  const keyring = keyringOf(config);
  const vault = new DataVault(keyring);
  const nextId = idGenerator(config.replicaId);
  const { issuer, verifier } = await tokensOf(config);
  const database = await Database.open(config.database, ENTITIES);
  try {
    if (config.demoData) await fillWhenEmpty(database, { database, vault, nextId, clock }, logger);
    const audit = new AuditTrail(clock, nextId);
    const writes = new IdempotentWrites({ database, vault, nextId, clock });
    const bureaus = bureausModule({
      database,
      vault,
      nextId,
      clock,
      audit,
      writes,
      config,
      otherReceivers: config.biometrics ? [config.biometrics.provider] : [],
      onFault: (error) => logger.error({ event: 'bureau-fault' }, error),
    });
    const biometrics = biometricsModule({
      database,
      vault,
      nextId,
      clock,
      audit,
      settings: config.biometrics,
      onFault: (error) => logger.error({ event: 'biometrics-fault' }, error),
    });
    const reporting = reportingModule({
      database,
      vault,
      nextId,
      clock,
      audit,
      writes,
      config,
      onFault: (error) => logger.error({ event: 'reporting-fault' }, error),
    });
    const registry = new LoaderRegistry([
      ...ecosystemLoaders(database, vault),
      ...borrowerLoaders(database, vault),
      ...consentLoaders(database),
      ...graphLoaders(database),
      ...riskLoaders({ database, vault, policiesFile: config.riskPoliciesFile }),
      ...accessHistoryLoaders(database),
      ...bureaus.loaders,
      ...reporting.loaders,
      ...importLoaders(database),
    ]);
    const commands = new CommandRegistry([
      ...consentCommands({ vault, nextId, clock, audit, writes }),
      ...bureaus.commands,
      ...ecosystemCommands({ nextId, clock, audit, writes, onRecorded: reporting.onRecorded }),
      ...reporting.commands,
      ...biometrics.commands,
      ...decisionCommands({ vault, nextId, clock, audit, writes, config }),
    ]);
    const cursors = new CursorCodec(keyring.cursors);
    await bureaus.recover({ registry, cursors });
    await biometrics.recover();
    reporting.start();
    const schema = makeSchema();
    const http = await httpServer({
      config,
      schema,
      registry,
      commands,
      clock,
      audit,
      database,
      verifier,
      issuer,
      logger,
      cursors,
    });
    const close = async (): Promise<void> => {
      await http.close();
      await bureaus.drain();
      await biometrics.drain();
      await reporting.drain();
      await database.close();
    };
    return { http, database, vault, registry, schema, issuer, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function keyringOf(config: Config): Keyring {
  return config.keyringFile
    ? readKeyring(config.keyringFile)
    : developmentKeyring(join(config.varDir, 'keys', 'data-keys.json'));
}

async function tokensOf(
  config: Config,
): Promise<{ issuer: DevelopmentIssuer | null; verifier: TokenVerifier }> {
  const { keys } = config.auth;
  if (keys.kind === 'file')
    return { issuer: null, verifier: TokenVerifier.fromFile(keys.location, config.auth) };
  if (keys.kind === 'url')
    return { issuer: null, verifier: TokenVerifier.fromUrl(keys.location, config.auth) };
  const issuer = await DevelopmentIssuer.open(config.varDir, config.auth);
  return { issuer, verifier: TokenVerifier.fromFile(issuer.keySetFile, config.auth) };
}

async function fillWhenEmpty(
  database: Database,
  deps: { database: Database; vault: DataVault; nextId: () => string; clock: Clock },
  logger: Logger,
): Promise<void> {
  const [row] = await database.rows<{ filled: number }>('SELECT EXISTS (SELECT 1 FROM subject) AS filled');
  if (Number(row?.filled) === 1) return;
  logger.info({ event: 'demo-data', state: 'loading' });
  await seedDemo(deps);
  await computeGraph(deps);
}
