import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { Sensitive } from '../../../kernel';
import { ConfigError } from '../../../platform/config';
import type { BureauConnector, BureauProfile } from '../../bureau.port';
import type { OutboundField } from '../outbound-data';
import { type Declaration, declarationFile } from './declaration';
import { DeclaredConnector, declaredProfile } from './declared.connector';
import { fieldsOf } from './request-template';

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

export interface DeclaredBureaus {
  readonly connectors: readonly BureauConnector[];
  readonly switchedOff: readonly BureauProfile[];
}

/**
 * The bureaus that a YAML or JSON file declares. Files of secrets are named relative to it.
 * @param taken codes of the bureaus that are there without it
 * @throws ConfigError with a line per mistake that says where it is and repeats no value
 */
export function readDeclarations(
  file: string,
  taken: readonly string[],
  { loopbackHttp }: { readonly loopbackHttp: boolean },
): DeclaredBureaus {
  const { bureaus } = parseFile(file);
  const mistakes: string[] = [];
  const codes = new Set(taken);
  const made = bureaus.map((declaration, index) => {
    const mistake = (place: string, problem: string) =>
      mistakes.push(`BUREAUS_FILE: bureaus[${index}].${place}: ${problem}`);
    if (codes.has(declaration.code)) mistake('code', 'is that of another bureau');
    codes.add(declaration.code);
    const { protocol, hostname, origin } = new URL(declaration.url);
    if (protocol === 'http:' && !(loopbackHttp && LOOPBACK_HOSTS.includes(hostname)))
      mistake('url', 'plain http is for a loopback host in development only');
    const { lookUp } = declaration;
    if (lookUp && new URL(lookUp.url).origin !== origin) mistake('lookUp.url', 'must be at the host of url');
    if (lookUp && !(named(declaration.request, 'inquiryId') && named(lookUp.request, 'inquiryId')))
      mistake('lookUp', 'needs $inquiryId in its request and in that of the inquiry');
    const inRequest = fieldsOf(declaration.request);
    for (const [i, field] of declaration.optional.entries())
      if (!inRequest.some((other) => other === field)) mistake(`optional[${i}]`, 'is not in the request');
    const secret = declaration.enabled ? secretOf(declaration, file, mistake) : null;
    return { declaration, secret };
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return {
    connectors: made.flatMap(({ declaration, secret }) =>
      declaration.enabled ? [new DeclaredConnector(declaration, secret)] : [],
    ),
    switchedOff: made.flatMap(({ declaration }) =>
      declaration.enabled ? [] : [declaredProfile(declaration)],
    ),
  };
}

const named = (request: Declaration['request'], field: OutboundField): boolean =>
  fieldsOf(request).includes(field);

function parseFile(file: string): z.infer<typeof declarationFile> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    const { linePos } = error as { linePos?: readonly { line: number; col: number }[] };
    const where = linePos?.[0] ? ` (line ${linePos[0].line}, column ${linePos[0].col})` : '';
    const problem =
      (error as { code?: string }).code === 'ENOENT' ? 'cannot be read' : `is no YAML or JSON${where}`;
    throw new ConfigError([`BUREAUS_FILE: ${problem}`]);
  }
  const read = declarationFile.safeParse(content);
  if (read.success) return read.data;
  throw new ConfigError(
    read.error.issues
      .flatMap(leaves)
      .map(({ path, message }) => `BUREAUS_FILE: ${placeOf(path)}: ${message}`),
  );
}

type Issue = z.core.$ZodIssue;

/** Of a union the branch that came furthest: the others only say that it is none of them. */
function leaves(issue: Issue): { path: readonly PropertyKey[]; message: string }[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const within = issue.errors.map((branch) =>
    branch.flatMap(leaves).map(({ path, message }) => ({ path: [...issue.path, ...path], message })),
  );
  const depth = (branch: { path: readonly PropertyKey[] }[]) =>
    Math.max(...branch.map(({ path }) => path.length));
  const deepest = Math.max(...within.map(depth));
  return (
    within.find((branch) =>
      branch.some(({ message }) => message.includes('bureau') || message.includes('inquiry')),
    ) ??
    within.find((branch) => depth(branch) === deepest) ?? [issue]
  );
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (place, part) =>
      typeof part === 'number'
        ? `${place}[${part}]`
        : place === ''
          ? String(part)
          : `${place}.${String(part)}`,
    '',
  ) || 'the file';

function secretOf(
  { auth }: Declaration,
  file: string,
  mistake: (place: string, problem: string) => void,
): Sensitive<string> | null {
  if (auth.kind === 'none') return null;
  try {
    const secret = readFileSync(resolve(dirname(file), auth.secretFile), 'utf8').trim();
    if (/^[\x21-\x7e]{8,512}$/.test(secret)) return Sensitive.of(secret);
    mistake('auth.secretFile', 'must hold 8 to 512 printable ASCII characters without blanks');
  } catch {
    mistake('auth.secretFile', 'cannot be read');
  }
  return null;
}
