import 'reflect-metadata';
import { checkCommand } from './check-command';

checkCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
