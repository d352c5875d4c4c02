import { readFileSync } from 'node:fs';
import { type BusinessDate, CatalogueError } from '../../kernel';
import { ConfigError } from '../../platform/config';
import { datingMistakes, inForce, type LenderType } from './dated';
import { type Policy, type PolicyFile, policySpec } from './policy-file';
import shipped from './risk-policies.json';

/** The policies of a gateway, read once at its start. */
export class Policies {
  constructor(private readonly file: PolicyFile) {}

  /**
   * The policy for a kind of lender on a day.
   * @param lenderType null: the one that the file says this gateway serves
   * @throws CatalogueError BAD_USER_INPUT where the file has none
   */
  on(lenderType: LenderType | null, day: BusinessDate): Policy {
    const policy = inForce(this.file.entries, lenderType ?? this.file.defaultLenderType, day);
    if (!policy)
      throw new CatalogueError('BAD_USER_INPUT', {
        argument: 'lenderType',
        problem: `no risk policy is in force on ${day}`,
      });
    return policy;
  }
}

/**
 * @param file a file of one's own; null: those that come with the gateway
 * @throws ConfigError with a line per mistake: its place in the file and what is wrong, never the value
 */
export function loadPolicies(file: string | null): Policies {
  return new Policies(parsePolicies(file === null ? shipped : jsonIn(file)));
}

/** @throws ConfigError as `loadPolicies` */
export function parsePolicies(content: unknown): PolicyFile {
  const read = policySpec.safeParse(content);
  const mistakes = read.success
    ? datingMistakes(read.data.entries)
    : read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  if (read.success && !read.data.entries.some(({ lenderType }) => lenderType === read.data.defaultLenderType))
    mistakes.push('defaultLenderType: has no entry');
  if (mistakes.length > 0 || !read.success)
    throw new ConfigError(mistakes.map((mistake) => `RISK_POLICIES_FILE: ${mistake}`));
  return read.data;
}

function jsonIn(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(['RISK_POLICIES_FILE: cannot be read']);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(['RISK_POLICIES_FILE: is no JSON']);
  }
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'the file'
    : path
        .map((part, index) =>
          typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
        )
        .join('');
