import 'reflect-metadata';
import { computeCommand } from './compute-command';

computeCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
