import 'reflect-metadata';
import { createGateway } from './app/gateway';
import { welcome } from './app/welcome';
import { ConfigError, loadConfig } from './platform/config';

/** The exit code for a configuration that cannot be used, as sysexits.h has it. */
const BAD_CONFIGURATION = 78;
// Requests in flight get this long to end after a signal.
const DRAIN_MS = 15_000;

async function main(): Promise<void> {
  const config = loadConfig();
  const gateway = await createGateway(config);
  // Before anybody can know that it is up: a signal that comes at once must drain, too.
  const stop = (): void => {
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    gateway.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  await gateway.http.listen({ host: config.host, port: config.port });
  const { port } = gateway.http.server.address() as { port: number };
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const base = `http://${host}:${port}`;
  process.stdout.write(`gateway listening on ${base}/graphql\n`);
  if (!config.production)
    process.stdout.write(
      welcome(base, {
        explorer: config.explorer,
        issuesTokens: gateway.issuer !== null,
        demo: config.demoData,
      }),
    );
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.mistakes.map((mistake) => `configuration: ${mistake}`).join('\n')}\n`);
    process.exitCode = BAD_CONFIGURATION;
    return;
  }
  process.stderr.write(
    `the gateway cannot start: ${error instanceof Error ? error.message : 'unknown error'}\n`,
  );
  process.exitCode = 1;
});
