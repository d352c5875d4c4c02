import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadRateCaps, PolicyError } from '../../../../src/risk/pricing/rate-caps';
import rateCaps from '../../../../src/risk/pricing/rate-caps.json';
import { rateCapsJsonSchema } from '../../../../src/risk/pricing/rate-caps-file';
import { toText } from '../../../../src/risk/pricing/ratio';

const folder = path.join(__dirname, '../../../../src/risk/pricing');
const basis = { en: 'a rule', zh: '规则' };
const entry = (over: object = {}) => ({
  lenderType: 'MICRO_LOAN',
  from: '2020-01-01',
  to: null,
  rate: '0.24',
  basis,
  ...over,
});
const file = (over: object = {}) => ({
  format: 'rate-caps',
  version: 1,
  name: 'test',
  note: basis,
  lpr: [],
  caps: [entry()],
  ...over,
});

describe('the caps that come with the gateway', () => {
  const caps = loadRateCaps(rateCaps);
  const rateOn = (lender: Parameters<typeof caps.capOn>[0], day: string) => {
    const cap = caps.capOn(lender, day);
    return cap && toText(cap.rate, 4, 'HALF_UP');
  };

  it.each([
    ['PRIVATE_LENDING', '2020-08-19', '0.2400'],
    ['PRIVATE_LENDING', '2020-08-20', '0.1540'],
    ['PRIVATE_LENDING', '2024-10-20', '0.1340'],
    ['PRIVATE_LENDING', '2024-10-21', '0.1240'],
    ['BANK', '2026-07-01', '0.2400'],
    ['P2P', '2026-07-01', null],
    ['MICRO_LOAN', '2010-01-01', null],
  ] as const)('cap %s on %s at %s', (lender, day, rate) => {
    expect(rateOn(lender, day)).toBe(rate);
  });

  it('say that every figure is to be confirmed, and of each that no law states that it is not', () => {
    expect(rateCaps.note.en).toMatch(/^Every figure here is to be confirmed by the lender's compliance/);
    expect(rateCaps.note.zh).toMatch(/合规部门核实确认/);
    const unsure = rateCaps.caps.filter((cap) => !('lprMultiple' in cap)).map((cap) => cap.basis.zh);
    expect(unsure.filter((zh) => !zh.includes('待核实'))).toEqual([]);
  });

  it('are described by the schema beside them', () => {
    expect(JSON.parse(readFileSync(path.join(folder, 'rate-caps.schema.json'), 'utf8'))).toEqual(
      rateCapsJsonSchema(),
    );
  });
});

describe('a file of caps', () => {
  it.each([
    ['text that is not JSON', '{', 'not JSON'],
    ['another version', file({ version: 2 }), 'version 2'],
    ['no version', {}, 'version null'],
    ['a lender that does not exist', file({ caps: [entry({ lenderType: 'UNCLE' })] }), 'caps[0].lenderType'],
    ['a day that does not exist', file({ caps: [entry({ from: '2021-02-30' })] }), 'caps[0].from'],
    ['a rate as a number', file({ caps: [entry({ rate: 0.24 })] }), 'caps[0].rate'],
    ['a rate above the whole', file({ caps: [entry({ rate: '2.4' })] }), 'caps[0].rate'],
    ['a misspelt key', file({ caps: [entry({ too: null })] }), 'caps[0]: Unrecognized key'],
    ['a rate and a multiple', file({ caps: [entry({ lprMultiple: '4' })] }), 'caps[0]: states rate or'],
    ['neither of them', file({ caps: [entry({ rate: undefined })] }), 'caps[0]: states rate or'],
    [
      'an end before its beginning',
      file({ caps: [entry({ to: '2019-01-01' })] }),
      'caps[0].to: lies before from',
    ],
    [
      'two caps for one day',
      file({ caps: [entry(), entry({ lenderType: 'FACTORING' }), entry({ from: '2026-01-01' })] }),
      'caps[2]: overlaps in time with caps[0] for MICRO_LOAN',
    ],
    [
      'LPRs out of order',
      file({
        lpr: [
          { from: '2021-01-01', rate: '0.03' },
          { from: '2020-01-01', rate: '0.04' },
        ],
      }),
      'lpr[1]: 2020-01-01 does not come after lpr[0]',
    ],
    [
      'multiples of an LPR that is not stated',
      file({ caps: [{ ...entry(), rate: undefined, lprMultiple: '4' }] }),
      'caps[0]: no LPR is stated for 2020-01-01',
    ],
  ])('with %s is refused by its place', (_, content, problem) => {
    expect(() => loadRateCaps(content)).toThrow(PolicyError);
    expect(() => loadRateCaps(content)).toThrow(problem);
  });

  it('may follow on another on the day after it ends', () => {
    const caps = loadRateCaps(
      file({ caps: [entry({ to: '2025-12-31' }), entry({ from: '2026-01-01', rate: '0.2' })] }),
    );
    expect(caps.capOn('MICRO_LOAN', '2025-12-31')!.rate).not.toEqual(
      caps.capOn('MICRO_LOAN', '2026-01-01')!.rate,
    );
  });
});
