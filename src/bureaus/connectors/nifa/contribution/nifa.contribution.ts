import { z } from 'zod';
import type { LoanEvent } from '../../../../ecosystem';
import type { NifaSettings } from '../../../../platform/config';
import type { Sm2 } from '../../../../platform/crypto';
import { GuardedClient } from '../../../../platform/http-client';
import type {
  BuildOutcome,
  ContributionConnector,
  ContributionFile,
  ContributionRecord,
  ContributionTransport,
  FeedbackReading,
  FileNaming,
  RecordContent,
  SendOutcome,
  ValidationVerdict,
} from '../../../contribution/contribution.port';
import type { ContributionFacts } from '../../../contribution/contribution-facts';
import { DropFolder } from '../../../contribution/drop-folder';
import { EVERY_KIND } from '../../../contribution/kinds';
import { built } from '../../../contribution/validation';
import { callWithRecords, forAll, outcomes, UNREADABLE } from '../../contribution-call';
import { seal } from '../envelope';
import { readFeedback } from './feedback';
import { BUREAU, fitted, recordsOf } from './report';
import { validate } from './rules';

/** sdatacode of the messages that carry records. */
const DATA_CODE = { call: '12001', file: '12002' } as const;
/** One block of a file is one ciphertext: large enough that SM2 is rare, small enough to be held. */
const BLOCK_RECORDS = 200;

const answerSchema = z.union([
  z.object({
    msgCode: z.literal('20000'),
    receiptNo: z.string().min(1).max(64),
    errors: z.array(
      z.object({ recordId: z.string(), code: z.string().max(10), field: z.string().max(40).nullable() }),
    ),
  }),
  z.object({ msgCode: z.string().regex(/^[3-9]\d{4}$/) }),
]);

/** Codes by which the platform says that it is not the records' fault. */
const NOT_NOW: Readonly<Record<string, string>> = {
  '40005': 'CREDENTIALS',
  '40101': 'CREDENTIALS',
  '40102': 'CREDENTIALS',
  '50000': 'BUREAU_ERROR',
};

type Settings = Pick<
  NifaSettings,
  | 'dropFolder'
  | 'leasedLine'
  | 'baseUrl'
  | 'timeoutMs'
  | 'memberCode'
  | 'privateKey'
  | 'platformCode'
  | 'platformPublicKey'
>;

/** Contribution to NIFA's sharing platform (信用信息共享平台), assumed profile `nifa-assumed-1`, by call or by file. */
export class NifaContribution implements ContributionConnector {
  readonly bureau = BUREAU;
  readonly transport: ContributionTransport;
  readonly takes = EVERY_KIND;
  readonly #client: GuardedClient;

  constructor(
    private readonly settings: Settings,
    private readonly sm2: Sm2,
  ) {
    this.#client = new GuardedClient({ baseUrl: settings.baseUrl, leasedLine: settings.leasedLine });
    // What fits into one envelope of a call.
    this.transport =
      settings.dropFolder === undefined
        ? { kind: 'CALL', batchSize: 20, send: (batch, key) => this.#call(batch, key) }
        : new DropFolder(settings.dropFolder, (records, naming) => this.fileOf(records, naming));
  }

  recordsFor(event: LoanEvent, facts: ContributionFacts): BuildOutcome {
    return built(() => recordsOf(event, facts));
  }

  validate(record: ContributionRecord): ValidationVerdict {
    return validate(record);
  }

  async #call(batch: readonly ContributionRecord[], key: string): Promise<readonly SendOutcome[]> {
    const clear = { requestId: key, records: batch.map(wire) };
    const { headers, body } = await seal(clear, DATA_CODE.call, this.settings, this.sm2);
    const { timeoutMs } = this.settings;
    const answer = await callWithRecords(this.#client, '/contributions', body, { timeoutMs, headers });
    if (!('json' in answer)) return forAll(batch, answer);
    const read = answerSchema.safeParse(JSON.parse(answer.json));
    if (!read.success) return forAll(batch, UNREADABLE);
    if ('errors' in read.data) {
      const { receiptNo, errors } = read.data;
      const refused = errors.map(({ recordId, code, field }) => [recordId, { rule: code, field }] as const);
      if (refused.some(([id]) => !batch.some((record) => record.key === id)))
        return forAll(batch, UNREADABLE);
      return outcomes(batch, receiptNo, new Map(refused));
    }
    const { msgCode } = read.data;
    const cause = Object.hasOwn(NOT_NOW, msgCode) ? NOT_NOW[msgCode] : undefined;
    return forAll(
      batch,
      cause ? { kind: 'NOT_SENT', cause } : { kind: 'REJECTED', rule: msgCode, field: null },
    );
  }

  /** Lines of sealed blocks, numbered, the last one marked: a block that is missing is seen. */
  fileOf(
    records: Iterable<ContributionRecord> | AsyncIterable<ContributionRecord>,
    { date, sequence }: FileNaming,
  ): ContributionFile {
    const name = `${this.settings.memberCode}${date.replaceAll('-', '')}12${String(sequence).padStart(3, '0')}.txt`;
    const line = async (block: number, last: boolean, held: readonly RecordContent[]): Promise<Buffer> => {
      const clear = { file: name, block, last, records: held };
      const { headers, body } = await seal(clear, DATA_CODE.file, this.settings, this.sm2);
      return Buffer.from(`${JSON.stringify({ ...headers, ...body })}\r\n`, 'latin1');
    };
    async function* bytes(): AsyncGenerator<Buffer> {
      let held: RecordContent[] = [];
      let block = 1;
      for await (const record of records) {
        if (held.length === BLOCK_RECORDS) {
          yield await line(block, false, held);
          block += 1;
          held = [];
        }
        held.push(wire(record));
      }
      yield await line(block, true, held);
    }
    return { name, bytes: bytes() };
  }

  readFeedback(bytes: Buffer): FeedbackReading {
    return readFeedback(bytes);
  }
}

const wire = ({ content }: ContributionRecord): RecordContent => fitted(content.reveal());
