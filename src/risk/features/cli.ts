import 'reflect-metadata';
import { featuresCommand } from './features-command';

featuresCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
