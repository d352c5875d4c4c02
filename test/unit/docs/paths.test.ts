import { type Document, documents, isThere, linksIn, npmScriptsIn, pathsIn, ROOT } from './documents';

const missing = (pages: readonly Document[], named: (page: Document) => readonly string[]): string[] =>
  pages.flatMap((page) =>
    named(page)
      .filter((file) => !isThere(file))
      .map((file) => `${page.file}: ${file}`),
  );

const { scripts } = require(`${ROOT}/package.json`) as { scripts: Record<string, string> };
const unknownScripts = (pages: readonly Document[]): string[] =>
  pages.flatMap(({ file, text }) =>
    npmScriptsIn(text)
      .filter((name) => scripts[name] === undefined)
      .map((name) => `${file}: npm run ${name}`),
  );

describe('the documents', () => {
  const pages = documents();

  it('name only paths that exist', () => {
    expect(pages.length).toBeGreaterThan(10);
    expect(missing(pages, ({ text }) => pathsIn(text))).toEqual([]);
  });

  it('link only to files that exist', () => {
    expect(missing(pages, linksIn)).toEqual([]);
  });

  it('name only npm scripts that exist', () => {
    expect(unknownScripts(pages)).toEqual([]);
  });
});

describe('a planted page', () => {
  const page = (text: string): Document => ({ file: 'docs/how-to/planted.md', text });

  it.each([
    ['a file that is gone', 'See `src/kernel/gone.ts`.', ['src/kernel/gone.ts']],
    ['a folder that is gone', 'in src/helpers/ and `docs/`', ['src/helpers/']],
    ['a bare path at the end of a sentence', 'It is in sandbox/gone.ts.', ['sandbox/gone.ts']],
    [
      'a placeholder below a folder that is gone',
      '`src/bureau/connectors/<bureau>/wire.ts`',
      ['src/bureau/connectors'],
    ],
    ['a placeholder below a folder that exists', '`src/bureaus/connectors/<bureau>/wire.ts`', []],
    ['a pattern', '`src/**/*.entity.ts`', []],
    ['an address that looks like a path', 'http://127.0.0.1:4010/sandbox/gone and ./dist/src/gone.js', []],
  ])('with %s is caught, or let pass', (_what, text, wrong) => {
    expect(missing([page(text)], (one) => pathsIn(one.text))).toEqual(
      wrong.map((file) => `docs/how-to/planted.md: ${file}`),
    );
  });

  it('with a broken link is caught, and one to an address or a heading is not', () => {
    const text = '[a](../gone.md) ![b](../errors.md#top) [c](https://example.org/x) [d](#here)';
    expect(missing([page(text)], linksIn)).toEqual(['docs/how-to/planted.md: docs/gone.md']);
  });

  it('with an npm script that is not there is caught', () => {
    const text =
      'Run `npm run -s token`, npm start, `npm run check:schema`, `npm run sow` or `npm run check:<name>`.';
    expect(unknownScripts([page(text)])).toEqual(['docs/how-to/planted.md: npm run sow']);
  });
});
