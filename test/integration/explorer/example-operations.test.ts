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
    const loans = '# Title: Loans of a borrower\n# 标题: 借款\n# Group: Loans 借款\nquery Loans { id }\n';
    const whole =
      '#  Title:   A whole borrower  \r\n# 标题: 借款人全貌\r\n# A note.\r\n#Group: Borrower 借款人\r\nquery Composite { id }\n';
    write('02-loans.graphql', loans);
    write('01-composite.graphql', whole);
    write('01-composite.variables.json', '{ "keys": [{ "accountNo": "A-1" }] }');
    write('README.md', 'not an operation');

    await expect(loadExampleOperations(folder)).resolves.toEqual([
      {
        title: 'A whole borrower',
        titleZh: '借款人全貌',
        group: 'Borrower 借款人',
        query: whole,
        variables: { keys: [{ accountNo: 'A-1' }] },
      },
      {
        title: 'Loans of a borrower',
        titleZh: '借款',
        group: 'Loans 借款',
        query: loans,
        variables: {},
      },
    ]);
  });

  it('takes one with a title alone, and puts it with the others', async () => {
    write('01-composite.graphql', '# Title: A\n{ id }');
    const [example] = await loadExampleOperations(folder);
    expect(example).toMatchObject({ title: 'A', titleZh: '', group: 'Others 其他' });
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
    ['a document without headings', '{ id }', 'needs a line "# Title: ..." at its top'],
    ['a document with an empty title', '# Title:  \n{ id }', 'needs a line "# Title: ..." at its top'],
    ['a title that is not at the top', '\n# Title: A\n{ id }', 'needs a line "# Title: ..." at its top'],
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
