import 'reflect-metadata';
import { reportCommand } from './report-command';

reportCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
