import 'reflect-metadata';
import { seedCommand } from './seed-command';

seedCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
