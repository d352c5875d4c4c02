import type { BureauProfile } from './bureau.port';

/** Bureaus that callers may already name: each answers as switched off until its connector is there. */
export const PLANNED_BUREAUS: readonly BureauProfile[] = [
  {
    code: 'BAIHANG',
    name: 'Baihang Credit',
    nameZh: '百行征信',
    covers: ['PERSON'],
    purposes: ['LOAN_APPROVAL', 'MID_LOAN', 'POST_LOAN', 'SELF', 'DISPUTE', 'GUARANTEE_REVIEW'],
    reuseDays: 15,
  },
  {
    code: 'NIFA',
    name: 'NIFA credit information sharing platform',
    nameZh: '中国互联网金融协会信用信息共享平台',
    covers: ['PERSON'],
    purposes: ['LOAN_APPROVAL', 'POST_LOAN'],
    reuseDays: 15,
  },
];
