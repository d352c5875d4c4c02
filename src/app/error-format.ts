import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CatalogueError, ERROR_CATALOGUE, type ErrorCode } from '../kernel';

/** Codes that graphql and Apollo Server give; every other code must come from a CatalogueError. */
const FROM_LIBRARIES: readonly ErrorCode[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
];

/** A caller's mistake found before execution, with its HTTP status. */
export const graphQLErrorOf = (error: CatalogueError): GraphQLError =>
  new GraphQLError(error.message, {
    extensions: { code: error.code, ...error.facts, http: { status: ERROR_CATALOGUE[error.code].status } },
    originalError: error,
  });

/**
 * What the caller is told: an allow-list. A catalogue error keeps its code, text and facts; a library's error keeps
 * its code and its message without the values in it; everything else is ours and says nothing. Never throws.
 */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(thrown);
  const cause = original instanceof GraphQLError ? (original.originalError ?? original) : original;
  const place = {
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
  };
  if (cause instanceof CatalogueError)
    return { message: cause.message, ...place, extensions: { code: cause.code, ...cause.facts } };
  const code = formatted.extensions?.code as ErrorCode | undefined;
  const limit = formatted.extensions?.limit;
  if (code === 'GRAPHQL_VALIDATION_FAILED' && typeof limit === 'string')
    return {
      message: ERROR_CATALOGUE.QUERY_TOO_COMPLEX.text,
      ...place,
      extensions: { code: 'QUERY_TOO_COMPLEX', limit },
    };
  if (code && FROM_LIBRARIES.includes(code))
    return { message: withoutValues(formatted.message, cause), ...place, extensions: { code } };
  return { message: ERROR_CATALOGUE.INTERNAL.text, ...place, extensions: { code: 'INTERNAL' } };
}

/** True for what `formatError` hides: it belongs into the log. */
export const isOurFault = (error: GraphQLFormattedError): boolean => error.extensions?.code === 'INTERNAL';

/**
 * A library's message repeats what was sent, which may be somebody's identity number or name, and guesses at names of
 * the schema. Names of fields, types and variables stay: whoever made the mistake needs them.
 */
function withoutValues(message: string, cause: unknown): string {
  const variable = /^Variable "(\$\w+)" got invalid value /.exec(message)?.[1];
  if (!variable) return scrubbed(message);
  if (!(cause instanceof GraphQLError) || !message.endsWith(`; ${cause.message}`))
    return `Variable "${variable}" is not valid.`;
  // `... got invalid value <value> at "<path>"; <reason>`: only the reason's own text tells where the value ends.
  const beforeReason = message.slice(0, -`; ${cause.message}`.length);
  const at = / at "(\w+(?:\.\w+|\[\d+\])*)"$/.exec(beforeReason)?.[1];
  return `Variable "${variable}" is not valid${at ? ` at "${at}"` : ''}: ${scrubbed(cause.message)}`;
}

const scrubbed = (message: string): string =>
  message
    .replace(/ Did you mean .*$/s, '')
    .replace(/( cannot represent [^:]*): .*$/s, '$1.')
    .replace(/^(Expected value of type [^,]*), found .*$/s, '$1.')
    .replace(/^(Syntax Error: .*(?:String|BlockString|Int|Float)) ".*$/s, '$1.')
    .replace(/^Value ".*" does not exist /s, 'The value does not exist ')
    .replace(/^Field ".*\W.*" is not defined /s, 'A field is not defined ')
    .replace(/"(?:[^"\\]|\\.)*"/g, (quoted) =>
      /^"[$@]?[A-Za-z_][\w.[\]!]{0,60}"$/.test(quoted) ? quoted : '"…"',
    )
    .replace(/\d{5,}/g, '…')
    .slice(0, 300);
