import { row } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

export const reportedFraud: FraudRule = {
  code: 'REPORTED_FRAUD',
  name: { en: 'Fraud reported by a bureau', zh: '征信报告欺诈记录' },
  reason: {
    en: 'Another lender reported fraud with evidence. Only what is stored under consent is read.',
    zh: '其他机构已报送欺诈类特殊交易',
  },
  find: ({ reports }) =>
    reports.flatMap(({ bureau, report }) =>
      report.known && report.value.specialTrades?.some(({ kind }) => kind === 'FRAUD')
        ? [
            row(
              'REPORTED_FRAUD',
              'SEVERE',
              { en: `${bureau} holds a record of fraud.`, zh: `${bureau} 存在欺诈记录` },
              {
                value: report.value.specialTrades.filter(({ kind }) => kind === 'FRAUD').length,
                origin: report,
              },
            ),
          ]
        : [],
    ),
};
