import { rowAt } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

export const identityVaries: FraudRule = {
  code: 'IDENTITY_VARIES',
  name: { en: 'Identity data vary', zh: '身份信息多变' },
  reason: {
    en: 'Who gave many telephone numbers to many lenders may not be himself, or not want to be found.',
    zh: '征信机构登记的手机号过多，可能冒用身份或逃避联系',
  },
  find: ({ reports }, { mobileCount }) =>
    reports.flatMap(({ bureau, report }) =>
      report.known
        ? rowAt(
            'IDENTITY_VARIES',
            mobileCount,
            { en: `Mobile numbers known to ${bureau}.`, zh: `${bureau} 登记手机号个数` },
            { value: report.value.profile?.mobileCount ?? 0, origin: report },
          )
        : [],
    ),
};
