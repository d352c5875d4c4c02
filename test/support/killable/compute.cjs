// Runs the built `npm run graph:compute` and dies of SIGKILL before the first statement that matches DIE_BEFORE. Nothing
// is rolled back, released or written down.
require('reflect-metadata');
const { computeCommand } = require('../../../dist/src/graph/computed/run/compute-command.js');
const { Database } = require('../../../dist/src/platform/database/database.js');

if (process.env.DIE_BEFORE) {
  const fatal = new RegExp(process.env.DIE_BEFORE);
  const open = Database.open.bind(Database);
  Database.open = async (...words) => {
    const database = await open(...words);
    database.onStatement((sql) => {
      if (fatal.test(sql)) process.kill(process.pid, 'SIGKILL');
    });
    return database;
  };
}

computeCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
