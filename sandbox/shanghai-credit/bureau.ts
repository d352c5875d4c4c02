import { type BureauOptions, type SimulatedBureau, textOf } from '../bureau';
import { lookUp, somebodyElseThan } from '../cast/look-up';
import type { ContentFault } from '../faults';
import { buildReport, type Report } from './report';
import { readQuery } from './request';

/** queryCredit's answer: state 1 found, 2 no record, any other an error with its text in `result`. */
type Answer =
  | { state: '1'; result: Report }
  | { state: '2'; result: null }
  | { state: string; result: string };

const NO_RECORD: Answer = { state: '2', result: null };
const WRONG_CREDENTIALS: Answer = {
  state: '8',
  result: '机构代码或密钥错误 (unknown orgNo or wrong directSecret)',
};
const NAME_MISMATCH: Answer = { state: '10', result: '姓名与证件号码不一致 (name does not fit the certNo)' };
const SYSTEM_ERROR: Answer = { state: '96', result: '系统繁忙，请稍后再试 (bureau system error)' };
const UNKNOWN_STATE: Answer = { state: '77', result: '未定义的状态 (state outside the table)' };
const badParameters = (mistakes: string[]): Answer => ({
  state: '9',
  result: `参数错误: ${mistakes.join('; ')}`,
});

/** Simulates queryCredit of Shanghai Credit (上海资信 NFCS). Pure: equal options and body give an equal answer. */
export function createShanghaiCredit(options: BureauOptions): SimulatedBureau {
  function reply(body: unknown): { body: Answer; delayMs: number } {
    const now = (given: Answer) => ({ body: given, delayMs: 0 });
    const query = readQuery(body, options.lenient);
    if (Array.isArray(query)) return now(badParameters(query));
    const { orgNo, directSecret, certType, certNo, name } = query;
    if (orgNo !== options.orgNo || directSecret !== options.directSecret) return now(WRONG_CREDENTIALS);
    if (certType !== '0') return now(NO_RECORD);

    const person = lookUp(certNo);
    if (person.name !== null && person.name !== name) return now(NAME_MISMATCH);
    if (person.answer === 'noRecord') return now(NO_RECORD);
    if (person.answer === 'error') return now(SYSTEM_ERROR);
    const result = buildReport(query, person.dossier, options.businessDate);
    return { body: { state: '1', result }, delayMs: person.answer === 'slow' ? options.slowMs : 0 };
  }

  /** A report about somebody else under the same query: what a mixed-up bureau would send. */
  function aboutSomebodyElse(body: unknown): Answer {
    const query = readQuery(body, options.lenient);
    if (Array.isArray(query)) return badParameters(query);
    return reply({ ...query, ...somebodyElseThan(query.certNo) }).body;
  }

  function distort(fault: ContentFault, body: unknown): Answer | object {
    switch (fault) {
      case 'otherPerson':
        return aboutSomebodyElse(body);
      case 'unknownState':
        return UNKNOWN_STATE;
      case 'missingField':
        return withoutCertNo(reply(body).body);
      default:
        return withExtraFields(reply(body).body);
    }
  }

  return {
    code: 'shanghai-credit',
    operations: { queryCredit: '/shanghai-credit/NFCSWebService/queryCredit' },
    contentFaults: ['otherPerson', 'missingField', 'extraField', 'unknownState'],
    publicKey: null,
    take: ({ body }) => ({
      requestId: textOf(body, 'requestId'),
      certNo: textOf(body, 'certNo'),
      reply: () => reply(body),
      distort: (fault) => ({ body: distort(fault, body) }),
    }),
  };
}

const isFound = (answer: Answer): answer is { state: '1'; result: Report } => answer.state === '1';

function withoutCertNo(answer: Answer): object {
  if (!isFound(answer)) return { state: answer.state };
  const { certNo: _, ...main } = answer.result.main;
  return { ...answer, result: { ...answer.result, main } };
}

function withExtraFields(answer: Answer): object {
  const batchNo = '20260630';
  if (!isFound(answer)) return { ...answer, batchNo };
  const { main, loans } = answer.result;
  const result = {
    ...answer.result,
    main: { ...main, nation: '01' },
    loans: loans.map((loan) => ({ ...loan, product: '示例' })),
  };
  return { ...answer, result, batchNo };
}
