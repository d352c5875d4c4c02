// Runs the built `npm run report` and dies of SIGKILL at a step: before the n-th statement that matches DIE_BEFORE, or
// with DIE_AFTER_CALL when the n-th call to a bureau has been answered. Nothing is drained, closed or written down.
require('reflect-metadata');
const { Database } = require('../../dist/src/platform/database/database.js');
const { GuardedClient } = require('../../dist/src/platform/http-client/guarded-client.js');
const { reportCommand } = require('../../dist/src/reporting/run/report-command.js');

let left = Number(process.env.DIE_AT ?? '1');
const step = () => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const fatal = process.env.DIE_BEFORE && new RegExp(process.env.DIE_BEFORE);
if (fatal) {
  const open = Database.open.bind(Database);
  Database.open = async (...words) => {
    const database = await open(...words);
    database.onStatement((sql) => {
      if (fatal.test(sql)) step();
    });
    return database;
  };
}
if (process.env.DIE_AFTER_CALL) {
  const { postJson } = GuardedClient.prototype;
  GuardedClient.prototype.postJson = async function (...words) {
    const answer = await postJson.apply(this, words);
    step();
    return answer;
  };
}

reportCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
