import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { withFittingName } from './fitting-name';

/** Where requests get their token from. A new identity of the credential makes GraphiQL load the schema again. */
export interface Credential {
  /** Null sends the request without one: the server then says what it wants. */
  token(): Promise<string | null>;
  /** Called when the endpoint answered 401. */
  refused(): void;
}

/** Sends `Authorization: Bearer` with every request, introspection too; the header editor's own value wins. */
export function authorizedFetcher(endpoint: string, credential: Credential): Fetcher {
  const authorizedFetch: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (!headers.has('authorization')) {
      const token = await credential.token();
      if (token !== null) headers.set('authorization', `Bearer ${token}`);
    }
    const response = await fetch(input, { ...init, headers });
    if (response.status === 401) credential.refused();
    return response;
  };
  const send = createGraphiQLFetcher({ url: endpoint, fetch: authorizedFetch });
  return (params, options) => send(withFittingName(params), options);
}
