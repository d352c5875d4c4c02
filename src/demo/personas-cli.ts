import { Command } from 'commander';
import { listedPersonas, personaTable } from './persona-list';

new Command('personas')
  .description(
    'Lists who is in the demo data: the key to query each with, and the story that the data tells.',
  )
  .option('--json', 'print an array of { key, name, story, kind, borrowerKey, ... }')
  .action(({ json }: { json?: true }) => {
    const personas = listedPersonas();
    process.stdout.write(json ? `${JSON.stringify(personas, null, 2)}\n` : personaTable(personas));
  })
  .parse();
