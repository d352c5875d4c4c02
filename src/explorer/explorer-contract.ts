/** What the page and its server half say to each other. Types only: both sides import this file. */

/** One prefilled tab of the explorer. */
export interface ExampleOperation {
  title: string;
  /** The GraphQL document as written, comments included: they are what a newcomer reads first. */
  query: string;
  variables: Record<string, unknown>;
}

/** Body of `GET settings.json`. */
export interface ExplorerSettings {
  /** Path of the GraphQL endpoint on this host. */
  endpoint: string;
  tabs: ExampleOperation[];
  /** Roles that `POST token` issues for; null in production, where the user brings a token of his own. */
  roles: string[] | null;
  /** The fixed day (Asia/Shanghai, yyyy-mm-dd) that demo data lives on; null when the real day applies. */
  businessDate: string | null;
}

/** Body of a successful `POST token`. */
export interface IssuedToken {
  token: string;
  /** UTC instant, ISO 8601. */
  expiresAt: string;
}
