import { constants, createPublicKey, type KeyObject, publicEncrypt } from 'node:crypto';
import { z } from 'zod';
import type { LoanEvent } from '../../../../ecosystem';
import type { BaihangSettings } from '../../../../platform/config';
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
import { callWithRecords, UNREADABLE } from '../../contribution-call';
import { BUREAU, recordsOf } from './build';
import { readFeedback } from './feedback';
import { fitted, isMessageType, MESSAGES } from './messages';
import { recordFile } from './record-file';
import { validate } from './rules';

const answerSchema = z.union([
  z.object({ status: z.literal('success'), receiptNo: z.string().min(1).max(64) }),
  z.object({ errorCode: z.string().regex(/^[A-Z0-9]{1,20}$/), field: z.string().max(40).nullish() }),
]);

/** Codes by which the bureau says that it is not the record's fault. */
const NOT_NOW: Readonly<Record<string, string>> = { E1001: 'CREDENTIALS', E9999: 'BUREAU_ERROR' };

type Settings = Pick<
  BaihangSettings,
  'dropFolder' | 'leasedLine' | 'baseUrl' | 'user' | 'secret' | 'publicKeyPem' | 'timeoutMs' | 'institution'
>;

/** Contribution to Baihang (百行征信): D2, D3 and D4 by its real-time interface or by file. */
export class BaihangContribution implements ContributionConnector {
  readonly bureau = BUREAU;
  readonly transport: ContributionTransport;
  readonly takes = EVERY_KIND.filter((kind) => kind !== 'APPLY' && kind !== 'ADVERSE');
  readonly #client: GuardedClient;
  readonly #publicKey: KeyObject;

  constructor(private readonly settings: Settings) {
    this.#client = new GuardedClient({ baseUrl: settings.baseUrl, leasedLine: settings.leasedLine });
    this.#publicKey = createPublicKey(settings.publicKeyPem);
    // A call carries one record, so a batch is as many calls: not more than are soon done.
    this.transport =
      settings.dropFolder === undefined
        ? { kind: 'CALL', batchSize: 20, send: (batch) => this.#call(batch) }
        : new DropFolder(settings.dropFolder, (records, naming) => this.fileOf(records, naming));
  }

  recordsFor(event: LoanEvent, facts: ContributionFacts): BuildOutcome {
    return built(() => recordsOf(event, facts));
  }

  validate(record: ContributionRecord, known: readonly ContributionRecord[] = []): ValidationVerdict {
    return validate(record, known);
  }

  /** The key of the batch is of no use here: each record goes by its own reqID. */
  async #call(batch: readonly ContributionRecord[]): Promise<readonly SendOutcome[]> {
    const outcomes: SendOutcome[] = [];
    for (const record of batch) {
      const last = outcomes.at(-1);
      outcomes.push(
        last?.kind === 'UNKNOWN' || last?.kind === 'NOT_SENT'
          ? { kind: 'NOT_SENT', cause: 'BEHIND_ANOTHER' }
          : await this.#sendOne(record),
      );
    }
    return outcomes;
  }

  async #sendOne({ type, content }: ContributionRecord): Promise<SendOutcome> {
    if (!isMessageType(type)) return { kind: 'REJECTED', rule: 'MESSAGE', field: null };
    const { user, secret, timeoutMs } = this.settings;
    const answer = await callWithRecords(
      this.#client,
      MESSAGES[type].path,
      encrypted(fitted(type, content.reveal()), this.#publicKey),
      {
        timeoutMs,
        headers: {
          authorization: `Basic ${Buffer.from(`${user}:${secret.reveal()}`, 'utf8').toString('base64')}`,
        },
      },
    );
    if (!('json' in answer)) return answer;
    const read = answerSchema.safeParse(JSON.parse(answer.json));
    if (!read.success) return UNREADABLE;
    if ('status' in read.data) return { kind: 'ACCEPTED', receipt: read.data.receiptNo };
    const { errorCode, field = null } = read.data;
    const cause = Object.hasOwn(NOT_NOW, errorCode) ? NOT_NOW[errorCode] : undefined;
    return cause ? { kind: 'NOT_SENT', cause } : { kind: 'REJECTED', rule: errorCode, field };
  }

  fileOf(
    records: Iterable<ContributionRecord> | AsyncIterable<ContributionRecord>,
    naming: FileNaming,
  ): ContributionFile {
    return recordFile(this.settings.institution, this.#publicKey, records, naming);
  }

  readFeedback(bytes: Buffer): FeedbackReading {
    return readFeedback(bytes);
  }
}

/** As a call has it: name, number and mobile under the bureau's key, the rest in clear inside TLS. */
function encrypted(content: RecordContent, key: KeyObject): RecordContent {
  const encrypt = (field: string): string =>
    publicEncrypt(
      { key, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(String(content[field]), 'utf8'),
    ).toString('base64');
  return { ...content, name: encrypt('name'), pid: encrypt('pid'), mobile: encrypt('mobile') };
}
