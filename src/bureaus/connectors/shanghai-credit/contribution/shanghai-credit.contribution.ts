import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LoanEvent } from '../../../../ecosystem';
import type { ShanghaiCreditSettings } from '../../../../platform/config';
import { GuardedClient } from '../../../../platform/http-client';
import type {
  BuildOutcome,
  ContributionConnector,
  ContributionFile,
  ContributionRecord,
  ContributionTransport,
  FeedbackReading,
  FileNaming,
  SendOutcome,
  ValidationVerdict,
} from '../../../contribution/contribution.port';
import type { ContributionFacts } from '../../../contribution/contribution-facts';
import { DropFolder } from '../../../contribution/drop-folder';
import { EVERY_KIND } from '../../../contribution/kinds';
import { built } from '../../../contribution/validation';
import { callWithRecords, forAll, outcomes, UNREADABLE } from '../../contribution-call';
import { BUREAU, recordsOf } from './build';
import { readFeedback } from './feedback';
import { lineOf, messageFile, messageFileName } from './message-file';
import { validate } from './validate';

const NOT_NOW: Readonly<Record<string, string>> = { '8': 'CREDENTIALS', '96': 'BUREAU_ERROR' };

const answerSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('1'),
    result: z.object({
      receiptNo: z.string().min(1).max(64),
      errors: z.array(
        z.object({
          /** From 1, in the order of the file. */
          line: z.number().int().min(1),
          code: z.string().regex(/^[0-9A-Z]{4}$/),
          field: z.string().max(40).nullable(),
        }),
      ),
    }),
  }),
  z.object({ state: z.literal(['8', '9', '96']) }),
]);

type Settings = Pick<
  ShanghaiCreditSettings,
  'dropFolder' | 'leasedLine' | 'baseUrl' | 'orgNo' | 'secret' | 'timeoutMs'
>;

/**
 * Contribution to Shanghai Credit (上海资信 NFCS): uploadMessageFile by direct connection, or message files for its
 * front-end. The transport is of the assumed profile `nfcs-json-1`, as the inquiry's.
 */
export class ShanghaiCreditContribution implements ContributionConnector {
  readonly bureau = BUREAU;
  readonly transport: ContributionTransport;
  readonly takes = EVERY_KIND;
  readonly #client: GuardedClient;

  constructor(private readonly settings: Settings) {
    this.#client = new GuardedClient({ baseUrl: settings.baseUrl, leasedLine: settings.leasedLine });
    this.transport =
      settings.dropFolder === undefined
        ? { kind: 'CALL', batchSize: 1_000, send: (batch, key) => this.#call(batch, key) }
        : new DropFolder(settings.dropFolder, (records, naming) => this.fileOf(records, naming));
  }

  recordsFor(event: LoanEvent, facts: ContributionFacts): BuildOutcome {
    return built(() => recordsOf(event, { ...facts, orgCode: this.settings.orgNo }));
  }

  validate(record: ContributionRecord, known: readonly ContributionRecord[] = []): ValidationVerdict {
    return validate(record, known);
  }

  async #call(batch: readonly ContributionRecord[], key: string): Promise<readonly SendOutcome[]> {
    const [first] = batch;
    if (!first) return [];
    const answer = await callWithRecords(
      this.#client,
      '/NFCSWebService/uploadMessageFile',
      {
        orgNo: this.settings.orgNo,
        directSecret: this.settings.secret.reveal(),
        requestId: key,
        fileName: `${messageFileName(this.settings.orgNo, first.event.businessDate, suffixOf(key))}.txt`,
        file: Buffer.concat(batch.map(lineOf)).toString('base64'),
        encoding: 'GBK',
      },
      { timeoutMs: this.settings.timeoutMs },
    );
    if (!('json' in answer)) return forAll(batch, answer);
    const read = readAnswer(answer.json);
    if (read === null) return forAll(batch, UNREADABLE);
    if (read.state !== '1')
      return forAll(
        batch,
        read.state === '9'
          ? { kind: 'REJECTED', rule: 'PARAMETERS', field: null }
          : { kind: 'NOT_SENT', cause: NOT_NOW[read.state] ?? 'BUREAU_ERROR' },
      );
    const { receiptNo, errors } = read.result;
    if (errors.some(({ line }) => line > batch.length)) return forAll(batch, UNREADABLE);
    const refused = errors.map(
      ({ line, code, field }) => [batch[line - 1]?.key ?? '', { rule: code, field }] as const,
    );
    // The first error of a line is the one that is told.
    return outcomes(batch, receiptNo, new Map(refused.reverse()));
  }

  fileOf(
    records: Iterable<ContributionRecord> | AsyncIterable<ContributionRecord>,
    naming: FileNaming,
  ): ContributionFile {
    return messageFile(this.settings.orgNo, records, naming);
  }

  readFeedback(bytes: Buffer): FeedbackReading {
    return readFeedback(bytes);
  }
}

/** The file of a call is never seen on a disk; its suffix tells calls of a day apart as far as two characters go. */
const suffixOf = (key: string): number =>
  (createHash('sha256').update(key).digest().readUInt16BE(0) % (36 * 36 - 1)) + 1;

function readAnswer(json: string): z.infer<typeof answerSchema> | null {
  const read = answerSchema.safeParse(JSON.parse(json));
  return read.success ? read.data : null;
}
