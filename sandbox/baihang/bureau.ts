import type { BureauOptions, BureauReply, SimulatedBureau, TakenCall } from '../bureau';
import { textOf } from '../bureau';
import { lookUp, somebodyElseThan } from '../cast/look-up';
import type { ContentFault } from '../faults';
import { BAIHANG_TEST_KEY } from '../keys';
import { buildEmptyReport, buildReport, type CreditReport } from './report';
import { type CreditReportQuery, readQuery } from './request';

const failure = (errorCode: string, errorMessage: string, status?: number): BureauReply => ({
  status,
  body: { errorCode, errorMessage },
});

const WRONG_CREDENTIALS = failure('E1001', '用户名或密码错误 (wrong user or password)', 401);
const NAME_MISMATCH = failure('E2003', '姓名与证件号码不一致 (name does not fit the pid)');
const SYSTEM_ERROR = failure('E9999', '系统繁忙，请稍后再试 (bureau system error)');

/** Simulates message C1 of Baihang (百行征信). Pure: equal options, headers and body give an equal answer. */
export function createBaihang(options: BureauOptions): SimulatedBureau {
  const credentials = `${options.baihangUser}:${options.baihangPassword}`;
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;

  function reportAbout(query: CreditReportQuery): BureauReply {
    const person = lookUp(query.pid);
    if (person.name !== null && person.name !== query.name) return NAME_MISMATCH;
    if (person.answer === 'error') return SYSTEM_ERROR;
    if (person.answer === 'noRecord') return { body: buildEmptyReport(query, options.businessDate) };
    const body = buildReport(query, person.dossier, options.businessDate);
    return { body, delayMs: person.answer === 'slow' ? options.slowMs : 0 };
  }

  function distort(fault: ContentFault, query: CreditReportQuery): BureauReply {
    if (fault === 'otherPerson') {
      const { certNo, name } = somebodyElseThan(query.pid);
      return reportAbout({ ...query, pid: certNo, name });
    }
    const { body, ...rest } = reportAbout(query);
    const report = body as CreditReport;
    if (!report.personalProfile) return { body, ...rest };
    const { pid: _, ...profileWithoutPid } = report.personalProfile;
    switch (fault) {
      case 'missingField':
        return { ...rest, body: { ...report, personalProfile: profileWithoutPid } };
      case 'unknownState':
        return { ...rest, body: { ...report, reportHeader: { ...report.reportHeader, queryResult: 77 } } };
      default:
        return { ...rest, body: withExtraFields(report) };
    }
  }

  return {
    code: 'baihang',
    operations: { report: '/baihang/api/v1/credit/report' },
    contentFaults: ['otherPerson', 'missingField', 'extraField', 'unknownState'],
    publicKey: BAIHANG_TEST_KEY.publicPem,
    take({ headers, body }): TakenCall {
      const requestId = textOf(body, 'reqID');
      const always = (reply: BureauReply, certNo?: string): TakenCall => ({
        requestId,
        certNo,
        reply: () => reply,
        distort: () => reply,
      });
      if (headers.authorization !== authorization) return always(WRONG_CREDENTIALS);
      const read = readQuery(body, options.lenient);
      if ('mistakes' in read) return always(failure('E2001', `参数错误: ${read.mistakes.join('; ')}`));
      if ('undecipherable' in read) {
        return always(failure('E2002', `解密失败 (cannot be deciphered): ${read.undecipherable.join(', ')}`));
      }
      const { query } = read;
      return {
        requestId,
        certNo: query.pid,
        reply: () => reportAbout(query),
        distort: (fault) => distort(fault, query),
      };
    },
  };
}

function withExtraFields(report: CreditReport): object {
  return {
    ...report,
    reportHeader: { ...report.reportHeader, channel: '01' },
    nonRevolvingLoan: { ...report.nonRevolvingLoan, D7: { applyTenantCount: 0 } },
    financeLease: null,
  };
}
