/** What the page and its server half say to each other. Types only: both sides import this file. */

/** What the explorer offers as a tab. */
export interface ExampleOperation {
  title: string;
  /** Empty where there is none. */
  titleZh: string;
  /** What it stands under in the list of examples, in both languages. */
  group: string;
  /** The GraphQL document as written, comments included: they are what a newcomer reads first. */
  query: string;
  variables: Record<string, unknown>;
}

/** Body of `GET settings.json`. */
export interface ExplorerSettings {
  /** Path of the GraphQL endpoint on this host. */
  endpoint: string;
  /** All examples; the page begins with the first of each group. */
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
