import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadExampleOperations } from '../../../src/explorer';

describe('loading the example operations', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'examples-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  it('reads them in the order of their file names, each with its variables', async () => {
    write('02-loans.graphql', '# Title: Loans of a borrower\nquery Loans { loans { id } }\n');
    write('01-composite.graphql', '#  Title:   A whole borrower 借款人全貌  \r\nquery Composite { id }\n');
    write('01-composite.variables.json', '{ "keys": [{ "accountNo": "A-1" }] }');
    write('README.md', 'not an operation');

    await expect(loadExampleOperations(folder)).resolves.toEqual([
      {
        title: 'A whole borrower 借款人全貌',
        query: '#  Title:   A whole borrower 借款人全貌  \r\nquery Composite { id }\n',
        variables: { keys: [{ accountNo: 'A-1' }] },
      },
      {
        title: 'Loans of a borrower',
        query: '# Title: Loans of a borrower\nquery Loans { loans { id } }\n',
        variables: {},
      },
    ]);
  });

  it.each([
    ['variables that are not JSON', '{ "keys": [', 'is not valid JSON'],
    ['variables that are a list', '[1]', 'must hold a JSON object'],
    ['variables that are null', 'null', 'must hold a JSON object'],
  ])('names the file of %s', async (_name, text, problem) => {
    write('01-composite.graphql', '# Title: A\n{ id }');
    write('01-composite.variables.json', text);
    const failure = await failureOf(loadExampleOperations(folder));
    expect(failure).toContain(join(folder, '01-composite.variables.json'));
    expect(failure).toContain(problem);
  });

  it.each([
    ['a document without a title', '{ id }', 'needs a first line "# Title: ..."'],
    ['a document with an empty title', '# Title:  \n{ id }', 'needs a first line "# Title: ..."'],
    ['a title that is not on the first line', '\n# Title: A\n{ id }', 'needs a first line "# Title: ..."'],
    ['a document that is not GraphQL', '# Title: A\nquery {', 'is not valid GraphQL: Syntax Error'],
  ])('names the file of %s', async (_name, text, problem) => {
    write('01-composite.graphql', text);
    const failure = await failureOf(loadExampleOperations(folder));
    expect(failure).toContain(join(folder, '01-composite.graphql'));
    expect(failure).toContain(problem);
  });

  it('names the folder when it is not there', async () => {
    await expect(failureOf(loadExampleOperations(join(folder, 'nowhere')))).resolves.toContain(
      join(folder, 'nowhere'),
    );
  });
});

async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no failure',
    (error: Error) => error.message,
  );
}
