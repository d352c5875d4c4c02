/**
 * Every mistake that a caller can be told about: its code, HTTP status, and fixed text. Expected outcomes (no consent,
 * bureau down) are types in the schema, not errors; our own faults are `INTERNAL` and say nothing more.
 * `docs/errors.md` is generated from this table.
 */
export const ERROR_CATALOGUE = {
  UNAUTHENTICATED: {
    status: 401,
    text: 'A valid bearer token is required.',
    mend: 'Send Authorization: Bearer <token>; in development `npm run -s token -- --role analyst` prints one.',
  },
  FORBIDDEN: {
    status: 403,
    text: 'The operation needs a permission that the caller does not have.',
    mend: 'extensions.permission names it and extensions.path the field; ask for the role or grant, or leave the field out.',
  },
  BAD_REQUEST: {
    status: 400,
    text: 'The request is not a GraphQL request.',
    mend: 'POST JSON with a string `query`, optional `variables` object and `operationName`.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    text: 'Only application/json in UTF-8 without content encoding is accepted.',
    mend: 'Set Content-Type: application/json and send the body uncompressed.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    text: 'The request body is too large.',
    mend: 'Keep the body under 256 KiB; page through long key lists.',
  },
  NOT_FOUND: {
    status: 404,
    text: 'There is nothing at this address.',
    mend: 'The API is POST /graphql; the explorer is at /graphiql.',
  },
  GRAPHQL_PARSE_FAILED: {
    status: 400,
    text: 'The document is not valid GraphQL.',
    mend: 'The locations name the line and column.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    status: 400,
    text: 'The document does not fit the schema.',
    mend: 'The locations name the line and column; schema.graphql holds every field.',
  },
  BAD_USER_INPUT: {
    status: 400,
    text: 'A variable or argument has the wrong form.',
    mend: 'extensions.argument names it where it is known.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    text: 'The operation to run cannot be determined.',
    mend: 'Name exactly one operation of the document in operationName.',
  },
  QUERY_TOO_COMPLEX: {
    status: 400,
    text: 'The query is too large.',
    mend: 'Split it: extensions.limit names the limit that was passed.',
  },
  INVALID_ID: {
    status: 400,
    text: 'The id is not one that this gateway gave out.',
    mend: 'Use an `id` field of an earlier answer, unchanged.',
  },
  INVALID_KEY: {
    status: 400,
    text: 'The key does not name exactly one identifier.',
    mend: 'Give exactly one field of BorrowerKey.',
  },
  INVALID_CURSOR: {
    status: 400,
    text: 'The cursor was edited or belongs to another list.',
    mend: 'Use `endCursor` of the same list with the same filter and ordering, unchanged.',
  },
  PAGE_SIZE_OUT_OF_RANGE: {
    status: 400,
    text: 'The page size is out of range.',
    mend: 'extensions.min and extensions.max give the range of `first`.',
  },
  TOO_MANY_KEYS: {
    status: 400,
    text: 'Too many keys in one request.',
    mend: 'extensions.max gives the number; send several requests.',
  },
  INVALID_FILTER: {
    status: 400,
    text: 'The filter cannot be used.',
    mend: 'extensions.field names the part of the filter and extensions.problem what is wrong.',
  },
  GRAPH_LIMIT: {
    status: 400,
    text: 'The graph that is asked for is larger than it may be.',
    mend: 'extensions.limit names the argument, extensions.min and extensions.max its range.',
  },
  UNKNOWN_BUREAU: {
    status: 400,
    text: 'A bureau of this code does not exist here.',
    mend: 'Query `bureaus` for the codes.',
  },
  INVALID_CREDIT_REQUEST: {
    status: 400,
    text: 'The credit report request does not hold together.',
    mend: 'extensions.field names the part and extensions.problem what is wrong.',
  },
  INVALID_CONSENT: {
    status: 400,
    text: 'The consent does not hold together.',
    mend: 'extensions.field names the part and extensions.problem what is wrong. Nothing was stored.',
  },
  UNKNOWN_CONSENT: {
    status: 404,
    text: 'A consent of this number does not exist here.',
    mend: 'Query `consents` of the borrower for the numbers.',
  },
  INVALID_LOAN_EVENT: {
    status: 400,
    text: 'The loan event does not hold together, or the loan book does not bear it out.',
    mend: 'extensions.field names the field and extensions.rule what must hold. Nothing of the request was stored.',
  },
  LOAN_EVENT_CONFLICT: {
    status: 409,
    text: 'An event of this loan, term, kind and business date is stored with other content.',
    mend: 'An event never changes: tell a CORRECT event of it.',
  },
  UNKNOWN_CONTRIBUTION: {
    status: 404,
    text: 'There is no such record for a bureau.',
    mend: 'Query `contributions` for the ids.',
  },
  CONTRIBUTION_STATE: {
    status: 409,
    text: 'The record is not in a state for this.',
    mend: 'extensions.state names its state; `contribution` shows its life.',
  },
  CONSENT_CONFLICT: {
    status: 409,
    text: 'A consent of this number is stored with other content.',
    mend: 'A consent never changes: give another consent a number of its own, or revoke the stored one.',
  },
  INVALID_IDEMPOTENCY_KEY: {
    status: 400,
    text: 'The idempotency key cannot be used.',
    mend: 'Give 1 to 64 printable ASCII characters without blanks, new for each request, such as a UUID.',
  },
  IDEMPOTENCY_MISMATCH: {
    status: 409,
    text: 'The idempotency key was used for another request.',
    mend: 'Repeat a request unchanged, or give a new one a key of its own.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    status: 409,
    text: 'A request with this idempotency key is being worked on.',
    mend: 'Ask again after a second with the same key: the answer will be that of the first request.',
  },
  INQUIRY_NOT_RELEASABLE: {
    status: 409,
    text: 'The inquiry is open or closed: only one whose answer was lost can be released.',
    mend: 'extensions.state tells how far it has come; `inquiries` shows the rest.',
  },
  INVALID_DECISION_REQUEST: {
    status: 400,
    text: 'The request for a decision, or for its review, does not hold together.',
    mend: 'extensions.field names the part and extensions.problem what is wrong. Nothing was stored.',
  },
  NO_DECISION_RULES: {
    status: 409,
    text: 'This gateway has no model and policy to decide by.',
    mend: 'Set the files of the environment variables DECISION_*: what comes with the gateway is for the demo alone.',
  },
  UNKNOWN_DECISION: {
    status: 404,
    text: 'There is no such decision.',
    mend: 'Query `decisions` for the ids.',
  },
  DECISION_REVIEW_REFUSED: {
    status: 409,
    text: 'The review cannot be added to the decision.',
    mend: 'extensions.problem: DECIDED_BY_HIM, who had it decided may not review it; SAME_PERSON, another person has to agree; CLOSED, its reviews are over.',
  },
  INVALID_BIOMETRIC_REQUEST: {
    status: 400,
    text: 'The biometric verification does not hold together.',
    mend: 'extensions.field names the part and extensions.problem what is wrong. Nothing was stored or sent.',
  },
  DEADLINE_EXCEEDED: {
    status: 504,
    text: 'The request took longer than it may.',
    mend: 'Ask for less at once, or again later.',
  },
  UNAVAILABLE: {
    status: 503,
    text: 'The gateway cannot serve the request now.',
    mend: 'Try again after a short while.',
  },
  INTERNAL: {
    status: 500,
    text: 'Something went wrong on our side.',
    mend: 'Give extensions.correlationId to the operators.',
  },
} as const satisfies Record<string, { status: number; text: string; mend: string }>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Facts about the mistake that are safe to show: never a value that the caller or a bureau sent. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A caller's mistake. Carries a catalogue code and safe facts; the text comes from the catalogue. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(
    readonly code: ErrorCode,
    readonly facts: ErrorFacts = {},
  ) {
    super(ERROR_CATALOGUE[code].text);
  }
}
