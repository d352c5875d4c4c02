import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');
/** The sandbox is a program of its own; its main hands the variables to its config. */
const READERS = /^(src\/platform\/config\/|sandbox\/config(\/|\.ts$)|sandbox\/main\.ts$)/;

describe('environment variables', () => {
  const files = ['src', 'sandbox'].flatMap((top) =>
    readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|mts)$/.test(file))
      .map((file) => path.join(top, file)),
  );

  it('are read in the config alone', () => {
    const readers = files.filter((file) => readsEnvironment(readFileSync(path.join(root, file), 'utf8')));
    expect(readers).not.toEqual([]);
    expect(readers.filter((file) => !READERS.test(file))).toEqual([]);
  });

  it.each([
    'const port = process.env.PORT;',
    'start(process.env);',
    "process['env'].PORT",
    'globalThis.process.env.PORT',
    'const { env } = process;',
    "import { env } from 'node:process';",
    "import process from 'process'; process.env",
  ])('are noticed in: %s', (text) => expect(readsEnvironment(text)).toBe(true));

  it.each(['// process.env is read elsewhere', "const text = 'process.env';", 'process.exit(1); config.env'])(
    'are not imagined in: %s',
    (text) => expect(readsEnvironment(text)).toBe(false),
  );
});

function readsEnvironment(text: string): boolean {
  // Whatever is noticed below is spelt with both words: the other files, nearly all, need no parsing.
  if (!/process/.test(text) || !/env/.test(text)) return false;
  const visit = (node: ts.Node): boolean =>
    touchesEnvironment(node) || (ts.forEachChild(node, visit) ?? false);
  return visit(ts.createSourceFile('file.tsx', text, ts.ScriptTarget.ES2022, true));
}

function touchesEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && node.name.text === 'env';
  if (ts.isElementAccessExpression(node))
    return isProcess(node.expression) && /^.env.$/.test(node.argumentExpression.getText());
  if (ts.isVariableDeclaration(node))
    return Boolean(node.initializer && isProcess(node.initializer)) && /\benv\b/.test(node.name.getText());
  if (ts.isImportDeclaration(node))
    return (
      /process.$/.test(node.moduleSpecifier.getText()) && /\benv\b/.test(node.importClause?.getText() ?? '')
    );
  return false;
}

function isProcess(node: ts.Node): boolean {
  return /^(globalThis\.|global\.)?process$/.test(node.getText());
}
