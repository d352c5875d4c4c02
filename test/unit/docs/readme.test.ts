import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, print } from 'graphql';
import { PERMISSIONS, ROLE_GRANTS, ROLES } from '../../../src/kernel';
import { loadConfig } from '../../../src/platform/config';
import { ENVIRONMENT } from '../../../src/platform/config/environment';
import { isThere, quoted, ROOT, type Row, readDocument, tableIn } from './documents';

const readme = readDocument('README.md').text;
const source = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const namesIn = (rows: readonly Row[]): string[] =>
  rows.map(({ cells }) => quoted(cells[0]) ?? `${cells[0]}`);

/** Rows whose default is a value, and not the one that the program takes when the variable is not set. */
const wrongDefaults = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ cells }) => {
    const name = quoted(cells[0]);
    const value = quoted(cells[1]?.replace(/;.*$/, ''));
    if (name === null || value === null) return [];
    return JSON.stringify(loadConfig({ [name]: value })) === JSON.stringify(loadConfig({})) ? [] : [name];
  });

/** What the table of permissions should say: a row for each, and in it a cell for each role. */
const GRANTS = PERMISSIONS.map((permission) => [
  permission,
  ...ROLES.map((role) => {
    const { permissions, grantable } = ROLE_GRANTS[role];
    return permissions.includes(permission) ? 'yes' : grantable.includes(permission) ? 'grant' : '-';
  }),
]);

const grantsIn = (rows: readonly Row[]): (string | null)[][] =>
  rows.map(({ cells }) => [quoted(cells[0]), ...cells.slice(1, 1 + ROLES.length)]);

const headingsOf = (first: string): string[] =>
  (readme.split('\n').find((line) => line.startsWith(`| ${first} |`)) ?? '')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Permissions in code quotes and roles in commands that the code does not know. */
function unknownGrants(text: string): string[] {
  const known: readonly string[] = [...PERMISSIONS, ...ROLES];
  return [...text.matchAll(/`([a-z]+:[a-z]+)`|--role ([a-z]+)|--grant ([a-z:]+)/g)]
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .filter((name) => !known.includes(name));
}

/** The tiers of .dependency-cruiser.cjs, low to high. */
const TIERS: string[][] = JSON.parse(
  (/const TIERS = (\[[\s\S]*?\n\]);/.exec(source('.dependency-cruiser.cjs'))?.[1] ?? '[]')
    .replaceAll("'", '"')
    .replace(/,(\s*\])/g, '$1'),
);

/** Git keeps no empty folder, but a working tree may. */
const hasCode = (folder: string): boolean =>
  isThere(`src/${folder}`) && readdirSync(path.join(ROOT, 'src', folder)).length > 0;

const variables = tableIn(readme, 'Variable');

describe('README.md', () => {
  it('lists every variable of the gateway, and no other', () => {
    expect(namesIn(variables)).toEqual(Object.keys(ENVIRONMENT));
  });

  it('gives the defaults that the gateway takes', () => {
    expect(variables.filter(({ cells }) => quoted(cells[1]) !== null).length).toBeGreaterThan(10);
    expect(wrongDefaults(variables)).toEqual([]);
  });

  it('lists every variable of the sandbox, and no other', () => {
    const read = [...source('sandbox/config.ts').matchAll(/read\(\s*'(SANDBOX_\w+)'/g)].map(
      (match) => match[1],
    );
    expect(namesIn(tableIn(readme, 'Variable of the sandbox')).sort()).toEqual(read.sort());
  });

  it('says of each permission which roles hold it', () => {
    expect(headingsOf('Permission').slice(1, 1 + ROLES.length)).toEqual(ROLES);
    expect(grantsIn(tableIn(readme, 'Permission'))).toEqual(GRANTS);
  });

  it('names no permission or role that does not exist', () => {
    expect(unknownGrants(readme)).toEqual([]);
  });

  it('shows the first query as it is kept', () => {
    const shown = /```graphql\n(.*?)```/s.exec(readme)?.[1] ?? '';
    expect(print(parse(shown))).toBe(print(parse(source('examples/operations/01-composite.graphql'))));
  });

  it('has a row for every folder of src/, with the tier that the import rules give it', () => {
    const rows = tableIn(readme, 'Tier').map(({ cells }) => [
      /`src\/([\w-]+)\/`/.exec(`${cells[1]}`)?.[1],
      cells[0],
    ]);
    const tiers = TIERS.flatMap((folders, tier) => folders.map((folder) => [folder, String(tier)]));
    expect(rows.sort()).toEqual(tiers.filter(([folder]) => hasCode(`${folder}`)).sort());
  });
});

describe('a planted README', () => {
  it('with a variable too few or too many is caught', () => {
    const planted =
      '| Variable | Default | Meaning |\n|---|---|---|\n| `PORT` | `4000` | x |\n| `PROT` | none | x |\n';
    expect(namesIn(tableIn(planted, 'Variable'))).toEqual(['PORT', 'PROT']);
    expect(namesIn(tableIn(planted, 'Variable'))).not.toEqual(Object.keys(ENVIRONMENT));
  });

  it('with another default is caught', () => {
    const planted =
      '| Variable | Default |\n|---|---|\n| `PORT` | `4001` |\n| `HOST` | `127.0.0.1` |\n| `DEMO_DATA` | `off`; x |\n';
    expect(wrongDefaults(tableIn(planted, 'Variable'))).toEqual(['PORT', 'DEMO_DATA']);
  });

  it('with another grant, or a permission or role that does not exist, is caught', () => {
    const row = '| `service:read` | yes | yes | - | yes | x |';
    const planted = tableIn(`| Permission | ... |\n|---|\n${row}`, 'Permission');
    expect(grantsIn(planted)).toEqual([['service:read', 'yes', 'yes', '-', 'yes']]);
    expect(GRANTS).not.toContainEqual(grantsIn(planted)[0]);
    expect(unknownGrants('`loan:write`, `npm run -s token -- --role admin --grant pii:read`')).toEqual([
      'loan:write',
      'admin',
    ]);
  });

  it('without the table is caught', () => {
    expect(() => tableIn('no table', 'Variable')).toThrow('no table begins with Variable');
  });
});
