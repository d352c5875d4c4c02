import type { z } from 'zod';

/** One sentence per mistake: names the parameter, never repeats its value. */
export function mistakesOf(error: z.ZodError, body: unknown): string[] {
  return error.issues.map((issue) => describe(issue, body));
}

function describe(issue: z.core.$ZodIssue, body: unknown): string {
  const name = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return `unknown parameter ${[...issue.keys].map((key) => (name ? `${name}.${key}` : key)).join(', ')}`;
  }
  if (name === '') return 'the body must be a JSON object of parameters';
  if (issue.code === 'custom') return `${name} ${issue.message}`;
  const given = issue.path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    body,
  );
  if (given === undefined) return `${name} is missing`;
  if (issue.code === 'invalid_type') return `${name} must be a ${issue.expected}`;
  // An enum says of anything else only that it is none of its values, all of which are strings.
  if (issue.code === 'invalid_value' && typeof given !== 'string') return `${name} must be a string`;
  return `${name} ${issue.message}`;
}
