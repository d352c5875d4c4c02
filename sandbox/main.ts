import { InvalidEnvironment, readEnvironment } from './config';
import { createSandbox } from './server';

async function main(): Promise<void> {
  const options = readEnvironment(process.env);
  const sandbox = createSandbox(options);
  const stop = (): void => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const address = await sandbox.listen().catch((error: NodeJS.ErrnoException) => {
    throw new InvalidEnvironment(`cannot listen: ${error.message}`);
  });
  process.stdout.write(`sandbox bureaus listening on ${address}\n`);
}

main().catch((error: unknown) => {
  const text = error instanceof InvalidEnvironment ? error.message : String(error);
  for (const line of text.split('\n')) process.stderr.write(`sandbox: ${line}\n`);
  process.exitCode = 1;
});
