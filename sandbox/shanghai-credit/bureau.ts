import type { BureauOptions, SimulatedBureau } from '../bureau';
import { PERSONAS, type Persona } from './personas';
import { buildReport, type Dossier, type Report } from './report';
import { type QueryCredit, readQuery } from './request';
import { dossierOfStranger } from './stranger';

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

const castByCertNo = new Map(PERSONAS.map((persona, i) => [persona.certNo, { persona, serial: i + 1 }]));

const dossierOf = (persona: Persona, serial: number): Dossier => ({
  ...persona.dossier,
  serial,
  email: `${persona.key}@example.com`,
});

/** Simulates queryCredit of Shanghai Credit (上海资信 NFCS). Pure: equal options and body give an equal answer. */
export function createShanghaiCredit(options: BureauOptions): SimulatedBureau {
  const report = (query: QueryCredit, dossier: Dossier): Answer => ({
    state: '1',
    result: buildReport(query, dossier, options.businessDate),
  });

  function answer(body: unknown): { answer: Answer; delayMs: number } {
    const now = (given: Answer) => ({ answer: given, delayMs: 0 });
    const query = readQuery(body, options.lenient);
    if (Array.isArray(query)) return now(badParameters(query));
    const { orgNo, directSecret, certType, certNo, name } = query;
    if (orgNo !== options.orgNo || directSecret !== options.directSecret) return now(WRONG_CREDENTIALS);
    if (certType !== '0') return now(NO_RECORD);

    const cast = castByCertNo.get(certNo);
    if (!cast) {
      const dossier = dossierOfStranger(certNo);
      return now(dossier ? report(query, dossier) : NO_RECORD);
    }
    const { persona, serial } = cast;
    if (persona.name !== name) return now(NAME_MISMATCH);
    if (persona.answer === 'noRecord') return now(NO_RECORD);
    if (persona.answer === 'error') return now(SYSTEM_ERROR);
    const delayMs = persona.answer === 'slow' ? options.slowMs : 0;
    return { answer: report(query, dossierOf(persona, serial)), delayMs };
  }

  /** A report about somebody else under the same query: what a mixed-up bureau would send. */
  function aboutSomebodyElse(body: unknown): Answer {
    const query = readQuery(body, options.lenient);
    if (Array.isArray(query)) return badParameters(query);
    const cast = PERSONAS.filter((persona) => persona.certNo !== query.certNo);
    const other = cast.find((persona) => persona.key === 'outside-haier') ?? cast[0];
    return other ? answer({ ...query, certNo: other.certNo, name: other.name }).answer : NO_RECORD;
  }

  return {
    code: 'shanghai-credit',
    path: '/shanghai-credit/NFCSWebService/queryCredit',
    answer,
    distort(fault, given, body) {
      switch (fault) {
        case 'otherPerson':
          return aboutSomebodyElse(body);
        case 'unknownState':
          return UNKNOWN_STATE;
        case 'missingField':
          return withoutCertNo(given as Answer);
        case 'extraField':
          return withExtraFields(given as Answer);
      }
    },
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
