import 'reflect-metadata';
import { importCommand } from './import-command';

importCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
