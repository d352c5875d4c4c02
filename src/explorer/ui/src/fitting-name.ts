import type { FetcherParams } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';

/**
 * GraphiQL sends the operation name of the tab before for a moment after another tab is chosen, and the server refuses a
 * name that the document does not have. A document of one operation leaves no doubt: its own name is sent.
 */
export function withFittingName(params: FetcherParams): FetcherParams {
  if (!params.operationName) return params;
  const names = operationNames(params.query);
  const [only] = names;
  return names.length === 1 && only !== undefined ? { ...params, operationName: only } : params;
}

/** None of a document that cannot be read: what is wrong with it is for the server to say. */
function operationNames(query: string): (string | undefined)[] {
  try {
    return parse(query).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
    );
  } catch {
    return [];
  }
}
