import type { Dossier } from './dossier';

/** A person of the cast, with what the bureaus answer for him. */
export interface Persona {
  key: string;
  name: string;
  certNo: string;
  /** `slow` answers the report after the sandbox's slow delay. Default: the report at once. */
  answer?: 'report' | 'noRecord' | 'error' | 'slow';
  dossier: Omit<Dossier, 'serial' | 'email'>;
}

const owner = (company: string, startYear: string, industry = 'F') => ({ company, industry, startYear });

/** Five applicants on one phone: each a fresh small loan of the same lender and refusals by two others within days. */
const ringMember = (daysAgo: number): Persona['dossier'] => ({
  mobile: '14000000009',
  marriage: '10',
  eduLevel: '60',
  degree: '9',
  loans: [{ org: 131, limit: 5000, term: 6, opened: 0, sinceDue: daysAgo }],
  applications: [
    { org: 132, daysAgo: daysAgo + 1, amount: 8000, months: 6, state: '3' },
    { org: 133, daysAgo, amount: 8000, months: 6, state: '3' },
  ],
});

/**
 * The cast. Names, numbers and stories are those of the gateway's demo data, so that both sides tell one story;
 * numbers lie in 370299, an area code that was never given out. Lenders are numbers from 101 on.
 */
export const PERSONAS: readonly Persona[] = [
  {
    key: 'clean-person',
    name: '林清',
    certNo: '370299198503120024',
    dossier: {
      work: { company: '青岛示例物业服务有限公司', industry: 'O', startYear: '2012' },
      loans: [{ org: 101, limit: 12_000, term: 12, opened: 20, settledAfter: 12 }],
    },
  },
  {
    key: 'supplier-owner',
    name: '周浩',
    certNo: '370299197809040057',
    dossier: {
      work: owner('青岛海晨精密部件示例有限公司', '2009', 'C'),
      loans: [
        { org: 102, type: '41', limit: 200_000, term: 24, opened: 30, settledAfter: 24, guarantee: '2' },
      ],
      guarantees: [
        { org: 103, amount: 300_000, balance: 150_000, opened: 12, term: 24, status: '1', class5: '1' },
      ],
      inquiries: [{ org: 103, daysAgo: 370, reason: '08' }],
    },
  },
  {
    key: 'dealer-owner',
    name: '孙梅',
    certNo: '370299198206200060',
    dossier: {
      work: owner('鲁东家电示例经销有限公司', '2015'),
      loans: [
        // Due on the 14th: two instalments missed make 47 days on the default business date, as at the dealer.
        {
          org: 104,
          type: '41',
          limit: 240_000,
          term: 24,
          opened: 14,
          sinceDue: 16,
          behind: 2,
          past: 'N1NN1N1N',
          guarantee: '3',
        },
        { org: 101, limit: 30_000, term: 12, opened: 7 },
      ],
      applications: [{ org: 105, daysAgo: 20, amount: 100_000, months: 12, type: '41', state: '3' }],
      guarantees: [
        { org: 106, amount: 80_000, balance: 20_000, opened: 18, term: 24, status: '1', class5: '1' },
      ],
      specialDeals: [
        { org: 104, type: '1', daysAgo: 75, months: 3, amount: 20_000, detail: '客户申请展期三个月' },
      ],
      inquiries: [{ org: 104, daysAgo: 30, reason: '01' }],
    },
  },
  {
    key: 'multi-platform',
    name: '吴迪',
    certNo: '370299199301150094',
    dossier: {
      marriage: '10',
      eduLevel: '30',
      degree: '9',
      work: { company: '青岛示例信息服务有限公司', industry: 'I', startYear: '2021' },
      loans: [
        { org: 111, limit: 20_000, term: 12, opened: 5 },
        { org: 112, limit: 15_000, term: 12, opened: 4 },
        { org: 113, limit: 10_000, term: 6, opened: 3 },
        { org: 114, limit: 18_000, term: 12, opened: 2 },
        { org: 115, limit: 8000, term: 6, opened: 1, sinceDue: 6 },
        { org: 116, limit: 12_000, term: 12, opened: 0, sinceDue: 18 },
        { org: 117, limit: 6000, term: 6, opened: 0, sinceDue: 9 },
      ],
      lines: [
        { org: 126, limit: 30_000, drawn: 28_500, opened: 5 },
        { org: 127, limit: 10_000, drawn: 9800, opened: 2 },
      ],
      applications: [
        { org: 118, daysAgo: 27, amount: 20_000, months: 12, state: '3' },
        { org: 119, daysAgo: 24, amount: 10_000, months: 6, state: '3' },
        { org: 120, daysAgo: 17, amount: 20_000, months: 12, state: '3' },
        { org: 121, daysAgo: 15, amount: 15_000, months: 12, state: '3' },
        { org: 122, daysAgo: 10, amount: 5000, months: 3, state: '3' },
        { org: 123, daysAgo: 6, amount: 30_000, months: 24, state: '3' },
        { org: 124, daysAgo: 3, amount: 10_000, months: 6, state: '1' },
        { org: 125, daysAgo: 1, amount: 10_000, months: 6, state: '1' },
      ],
    },
  },
  {
    key: 'over-indebted',
    name: '郑凯',
    certNo: '37029919880727011X',
    dossier: {
      work: { company: '青岛示例物流有限公司', industry: 'G', startYear: '2014' },
      loans: [
        { org: 101, type: '11', limit: 680_000, term: 240, opened: 40, guarantee: '2' },
        { org: 107, limit: 300_000, term: 36, opened: 8 },
        { org: 108, type: '41', limit: 200_000, term: 24, opened: 6 },
        { org: 109, limit: 150_000, term: 24, opened: 3 },
      ],
      lines: [{ org: 107, limit: 50_000, drawn: 48_000, opened: 26 }],
      inquiries: [{ org: 107, daysAgo: 60, reason: '01' }],
    },
  },
  {
    key: 'circle-owner-a',
    name: '何静',
    certNo: '370299197511300127',
    dossier: {
      work: owner('环链示例甲商贸有限公司', '2008'),
      loans: [{ org: 106, type: '41', limit: 500_000, term: 24, opened: 10, guarantee: '3' }],
      guarantees: [
        { org: 106, amount: 400_000, balance: 233_334, opened: 10, term: 24, status: '1', class5: '1' },
      ],
      inquiries: [{ org: 106, daysAgo: 310, reason: '08' }],
    },
  },
  {
    key: 'circle-owner-b',
    name: '高远',
    certNo: '37029919720218015X',
    dossier: {
      work: owner('环链示例乙商贸有限公司', '2006'),
      loans: [{ org: 106, type: '41', limit: 400_000, term: 24, opened: 10, guarantee: '3' }],
      // The other side of circle-owner-c's loan in default.
      guarantees: [
        { org: 106, amount: 600_000, balance: 425_000, opened: 12, term: 24, status: '2', class5: '3' },
      ],
      inquiries: [{ org: 106, daysAgo: 370, reason: '08' }],
    },
  },
  {
    key: 'circle-owner-c',
    name: '梁雪',
    certNo: '370299198005090168',
    dossier: {
      work: owner('环链示例丙商贸有限公司', '2011'),
      loans: [{ org: 106, type: '41', limit: 600_000, term: 24, opened: 12, behind: 5, guarantee: '3' }],
      guarantees: [
        { org: 106, amount: 500_000, balance: 291_667, opened: 10, term: 24, status: '1', class5: '1' },
      ],
      inquiries: [{ org: 106, daysAgo: 310, reason: '08' }],
    },
  },
  { key: 'ring-1', name: '罗成', certNo: '37029919960101019X', dossier: ringMember(9) },
  { key: 'ring-2', name: '宋佳', certNo: '370299199702020207', dossier: ringMember(8) },
  { key: 'ring-3', name: '唐磊', certNo: '370299199503030234', dossier: ringMember(8) },
  { key: 'ring-4', name: '许婷', certNo: '370299199804040241', dossier: ringMember(7) },
  { key: 'ring-5', name: '邓强', certNo: '370299199405050274', dossier: ringMember(6) },
  {
    key: 'outside-haier',
    name: '冯岚',
    certNo: '370299199008160285',
    dossier: {
      work: { company: '青岛示例设计有限公司', industry: 'M', startYear: '2016' },
      loans: [
        { org: 105, type: '21', limit: 90_000, term: 36, opened: 16, guarantee: '2' },
        { org: 108, limit: 20_000, term: 12, opened: 22, settledAfter: 12 },
      ],
      lines: [{ org: 101, limit: 20_000, drawn: 0, opened: 30 }],
      inquiries: [{ org: 105, daysAgo: 90, reason: '01' }],
    },
  },
  { key: 'no-record', name: '曾瑞', certNo: '370299200109230313', answer: 'noRecord', dossier: {} },
  { key: 'bureau-error', name: '彭飞', certNo: '370299198712120338', answer: 'error', dossier: {} },
  {
    key: 'no-consent',
    name: '萧月',
    certNo: '370299199104190345',
    dossier: { loans: [{ org: 102, limit: 15_000, term: 12, opened: 4 }] },
  },
  {
    key: 'consent-expired',
    name: '田野',
    certNo: '370299198605300376',
    dossier: { loans: [{ org: 103, limit: 24_000, term: 24, opened: 11 }] },
  },
  {
    key: 'consent-revoked',
    name: '董洁',
    certNo: '370299198907080380',
    dossier: { loans: [{ org: 104, limit: 18_000, term: 12, opened: 18, settledAfter: 12 }] },
  },
  {
    key: 'shared-mobile-a',
    name: '袁立',
    certNo: '370299198302140416',
    dossier: { mobile: '14000000020', loans: [{ org: 105, limit: 36_000, term: 24, opened: 9 }] },
  },
  {
    key: 'shared-mobile-b',
    name: '袁方',
    certNo: '370299198410250428',
    dossier: {
      mobile: '14000000020',
      loans: [{ org: 107, limit: 10_000, term: 12, opened: 15, settledAfter: 12 }],
    },
  },
  {
    key: 'past-overdue',
    name: '潘宁',
    certNo: '370299198106010446',
    dossier: {
      work: { company: '青岛示例餐饮有限公司', industry: 'H', startYear: '2010' },
      // Late in September and October of last year, paid up in November, on time since.
      loans: [{ org: 108, limit: 60_000, term: 36, opened: 20, past: '12NNNNNNNN' }],
    },
  },
  {
    key: 'slow-bureau',
    name: '蒋涛',
    certNo: '370299199203170470',
    answer: 'slow',
    dossier: { loans: [{ org: 109, limit: 20_000, term: 12, opened: 6 }] },
  },
  {
    key: 'fictitious-owner',
    name: '蔡明',
    certNo: '370299197708110490',
    dossier: {
      work: owner('虚贸示例材料有限公司', '2018', 'C'),
      loans: [
        { org: 106, type: '41', limit: 350_000, term: 12, opened: 3, guarantee: '1' },
        { org: 103, type: '41', limit: 280_000, term: 12, opened: 2 },
      ],
      applications: [{ org: 104, daysAgo: 12, amount: 500_000, months: 12, type: '41', state: '1' }],
    },
  },
];
