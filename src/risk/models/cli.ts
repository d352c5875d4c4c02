import { scorecardCommand } from './command/scorecard-command';

// A reader that has seen enough, `head` for one, closes the pipe: nothing is wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

scorecardCommand(process.argv.slice(2), process).then((exitCode) => {
  process.exitCode = exitCode;
});
