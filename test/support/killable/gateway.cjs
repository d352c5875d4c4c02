// Runs the built gateway as a process of its own, prints where it listens and tokens, and dies of SIGKILL at the moment
// before it would send a statement that matches DIE_BEFORE: nothing is drained, closed or written down.
require('reflect-metadata');
const { createGateway } = require('../../../dist/src/app/gateway.js');
const { loadConfig } = require('../../../dist/src/platform/config/index.js');

async function main() {
  const gateway = await createGateway(loadConfig());
  const fatal = process.env.DIE_BEFORE && new RegExp(process.env.DIE_BEFORE);
  if (fatal)
    gateway.database.onStatement((sql) => {
      if (fatal.test(sql)) process.kill(process.pid, 'SIGKILL');
    });
  const url = await gateway.http.listen({ host: '127.0.0.1', port: 0 });
  const token = async (role) => (await gateway.issuer.issue(role)).token;
  const tokens = { analyst: await token('analyst'), operator: await token('operator') };
  process.once('SIGTERM', () => gateway.close().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ url, tokens })}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
