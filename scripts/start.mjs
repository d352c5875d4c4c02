// Builds what is stale, then runs the sandbox bureau and the gateway until the gateway ends.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, root } from './build.mjs';
import { ended, runNode } from './processes.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Starting takes the sandbox well under a second; this is for a machine that does much else. */
const SANDBOX_READY_WITHIN_MS = 20_000;

/** Prints one line and ends: the user can mend it, a stack trace would not help. */
class Refusal extends Error {}

async function main() {
  await build();
  const { HOST: host = '127.0.0.1', PORT: port = '4000', NODE_ENV: mode, SANDBOX: wanted } = process.env;
  await requireFree(host, port, 'PORT', 'the gateway');
  const bureaus = wanted === 'off' || mode === 'production' ? {} : await startSandbox();
  return await runNode(['--enable-source-maps', path.join(root, 'dist/src/main.js')], {
    env: { ...bureaus, ...process.env },
  });
}

/** Resolves, once the sandbox answers, with the settings by which the gateway finds it. */
async function startSandbox() {
  const port = process.env.SANDBOX_PORT || '4010';
  await requireFree('127.0.0.1', port, 'SANDBOX_PORT', 'the sandbox bureau (or SANDBOX=off for none)');
  const sandbox = spawn(process.execPath, ['--enable-source-maps', path.join(root, 'dist/sandbox/main.js')], {
    env: { ...process.env, SANDBOX_PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, so that Ctrl-C reaches the gateway first and finds the bureau alive while it drains.
    detached: true,
  });
  process.once('exit', () => sandbox.kill('SIGTERM'));
  // Until the gateway runs there is nothing to drain: an interrupt ends us, and so the sandbox.
  const interrupted = () => process.exit(130);
  for (const signal of SIGNALS) process.on(signal, interrupted);
  const over = ended(sandbox).then((code) => new Refusal(`The sandbox bureau ended with code ${code}.`));
  const late = sleep(SANDBOX_READY_WITHIN_MS, new Refusal('The sandbox bureau said nothing in time.'), {
    ref: false,
  });
  const outcome = await Promise.race([readyAddress(sandbox.stdout), over, late]);
  for (const signal of SIGNALS) process.off(signal, interrupted);
  if (outcome instanceof Refusal) throw outcome;
  over.then(({ message }) => process.stderr.write(`${message}\n`));
  return {
    SHANGHAI_CREDIT_URL: `${outcome}/shanghai-credit`,
    BAIHANG_URL: `${outcome}/baihang`,
    NIFA_URL: `${outcome}/nifa`,
    BIOMETRICS_URL: `${outcome}/biometrics`,
  };
}

/** Passes the sandbox's output on; resolves with the address in its line `... listening on http://...`. */
function readyAddress(stdout) {
  return new Promise((resolve) => {
    let text = '';
    stdout.setEncoding('utf8').on('data', (chunk) => {
      process.stdout.write(chunk);
      text = text.slice(-1000) + chunk;
      const address = /listening on (http\S+)\n/.exec(text)?.[1];
      if (address) resolve(address);
    });
  });
}

/** Better here, in one line, than in the middle of a start that has already written to the database. */
function requireFree(host, port, variable, owner) {
  if (!/^\d+$/.test(port) || Number(port) > 65535) return; // the program's own validation says it better
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code !== 'EADDRINUSE') return resolve();
      reject(new Refusal(`Port ${port} is in use: set ${variable} to a free one for ${owner}.`));
    });
    probe.listen(Number(port), host, () => probe.close(resolve));
  });
}

try {
  // At once, also when the sandbox is still there: its end hangs on ours.
  process.exit(await main());
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
