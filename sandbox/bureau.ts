import type { ContentFault } from './faults';

/** What every simulated bureau is told. */
export interface BureauOptions {
  /** The day on which all reports are drawn up, `YYYYMMDD`. */
  businessDate: string;
  /** Accept a resident id whose check character is wrong. */
  lenient: boolean;
  /** Delay of the slow persona in milliseconds. */
  slowMs: number;
  /** Shanghai Credit: the organisation that may inquire, and its secret. */
  orgNo: string;
  directSecret: string;
  /** Baihang: Basic authentication. */
  baihangUser: string;
  baihangPassword: string;
  /** NIFA: unified social credit code (统一社会信用代码) and SM2 public key of the member that may inquire. */
  nifaMember: string;
  nifaMemberPublicKey: string;
  /** NIFA: how often the result of an inquiry is still pending when it is fetched. */
  nifaPendingPolls: number;
  /** Who verifies biometrics: key of its Bearer authentication. */
  biometricsKey: string;
}

/** A POST as it arrived: headers in lower case, the body parsed from JSON and otherwise unchecked. */
export interface ArrivedCall {
  operation: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: unknown;
}

/** What a bureau says, and how long it ponders before. */
export interface BureauReply {
  status?: number;
  body: object;
  delayMs?: number;
}

/** A call as its bureau understood it; the ids are absent where it did not. */
export interface TakenCall {
  requestId?: string;
  certNo?: string;
  reply(): BureauReply;
  /** What the bureau sends in place of `reply` under a fault of content. */
  distort(fault: ContentFault): BureauReply;
}

/** One bureau of the sandbox; its folder holds everything that is its own. */
export interface SimulatedBureau {
  /** As in `/sandbox/faults/{code}`. */
  readonly code: string;
  /** Its operations by name, and where each takes its calls by POST; the first one is the inquiry. */
  readonly operations: Readonly<Record<string, string>>;
  readonly contentFaults: readonly ContentFault[];
  /** The key that its callers encrypt for, as text; null where they need none. */
  readonly publicKey: string | null;
  take(call: ArrivedCall): TakenCall;
}

/** A field of a body that nobody has checked yet; overlong values are as good as none. */
export function textOf(body: unknown, field: string): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined;
  const value: unknown = (body as Record<string, unknown>)[field];
  return typeof value === 'string' && value.length <= 64 ? value : undefined;
}
