// Runs the built `npm run report` and dies of SIGKILL at a step: before the n-th statement that matches DIE_BEFORE, or
// with DIE_AFTER_CALL when the n-th call to a bureau has been answered, with DIE_IN_CALL while it is open, with
// DIE_AT_NAME=before or after when the n-th file gets its name. Nothing is drained, closed or written down.
require('reflect-metadata');
const files = require('node:fs/promises');
let left = Number(process.env.DIE_AT ?? '1');
const step = () => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const { DIE_AT_NAME, DIE_IN_CALL } = process.env;
if (DIE_AT_NAME) {
  const { rename } = files;
  files.rename = async (...words) => {
    if (DIE_AT_NAME === 'before') step();
    await rename(...words);
    if (DIE_AT_NAME === 'after') step();
  };
}

// Only now: they take the functions of the file system as they find them.
const { Database } = require('../../../dist/src/platform/database/database.js');
const { GuardedClient } = require('../../../dist/src/platform/http-client/guarded-client.js');
const { reportCommand } = require('../../../dist/src/reporting/run/report-command.js');

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
if (DIE_IN_CALL) {
  const { postJson } = GuardedClient.prototype;
  GuardedClient.prototype.postJson = function (...words) {
    const answer = postJson.apply(this, words);
    // By then the bureau has stored it, and keeps its answer back.
    setTimeout(step, Number(DIE_IN_CALL));
    return answer;
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
