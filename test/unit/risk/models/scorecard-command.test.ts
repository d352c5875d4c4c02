import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { loadScorecard } from '../../../../src/risk';
import { scorecardCommand } from '../../../../src/risk/models/command/scorecard-command';
import { borrowersFile } from './borrowers-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scorecard-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = ['', ''];
  for (const [i, stream] of [stdout, stderr].entries())
    stream.on('data', (chunk: Buffer) => {
      texts[i] += chunk.toString('utf8');
    });
  const code = await scorecardCommand(words, { stdout, stderr });
  return { code, out: texts[0]!, err: texts[1]! };
}

const at = (name: string) => path.join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const fitTo = (data: string, name: string, ...words: string[]) =>
  run('fit', data, '--target', 'bad', '--out', at(`${name}.json`), '--report', at(`${name}.html`), ...words);
const write = (name: string, content: string | Buffer) => {
  writeFileSync(at(name), content);
  return at(name);
};

describe('scorecard fit', () => {
  it('prints how well the model does out of fold, and writes a model that loads', async () => {
    const { code, out } = await fitTo(borrowersFile(folder, 'plain.csv'), 'plain');
    expect(code).toBe(0);
    expect(out).toMatch(/out of fold +2000 +[\d.]+ % +0\.[78]\d+/);
    for (const part of ['KS', 'PSI', 'Calibration, out of fold', 'Hosmer-Lemeshow', 'Points: ', 'Left out'])
      expect(out).toContain(part);
    const card = loadScorecard(read('plain.json'));
    expect([...card.inputs].sort()).toEqual(['income', 'late', 'shop']);
    expect(card.file.features.every(({ coefficient }) => coefficient > 0)).toBe(true);
    // The folds are drawn at random: by one model they are alike.
    expect(card.file.training.largestFoldPsi).toBeLessThan(0.1);
    expect(out).toMatch(/noise +its information value/);
  });

  it('writes the same bytes for the same data and seed, and others for another seed', async () => {
    const data = borrowersFile(folder, 'same.csv');
    await fitTo(data, 'first', '--name', 'm');
    await fitTo(data, 'second', '--name', 'm');
    await fitTo(data, 'third', '--name', 'm', '--seed', '2');
    expect(read('second.json')).toBe(read('first.json'));
    expect(read('second.html')).toBe(read('first.html'));
    expect(read('third.json')).not.toBe(read('first.json'));
  });

  it('writes a report that needs nothing else, with its plots', async () => {
    await fitTo(borrowersFile(folder, 'report.csv'), 'report', '--name', '<b>&');
    const html = read('report.html');
    expect(html).not.toMatch(/(?:src|href)=|https?:|<script/);
    expect(html).toContain('&#60;b&#62;&#38;');
    expect(html.match(/<svg /g)).toHaveLength(3 + loadScorecard(read('report.json')).inputs.length);
  });

  it('makes bins go one way where that is asked', async () => {
    await fitTo(borrowersFile(folder, 'way.csv'), 'way', '--monotone', 'late=up', 'income');
    for (const { name, monotone, bins } of loadScorecard(read('way.json')).file.features) {
      if (monotone === null) continue;
      const woe = bins.flatMap((bin) => (bin.kind === 'INTERVAL' ? [bin.woe] : []));
      expect([name, monotone]).toEqual(name === 'late' ? ['late', 'UP'] : ['income', 'DOWN']);
      expect(woe).toEqual([...woe].sort((a, b) => (monotone === 'UP' ? b - a : a - b)));
    }
  });

  it('learns nothing from columns that say nothing: chance is an AUC of about a half', async () => {
    const data = borrowersFile(folder, 'chance.csv', {
      rows: 3000,
      moreNames: ['level', 'x'],
      more: (_, random) => [`level ${Math.floor(random() * 40)}`, random().toFixed(4)],
    });
    const { code, out, err } = await fitTo(
      data,
      'chance',
      '--exclude',
      'late,income',
      'shop',
      '--min-iv',
      '0',
      '--json',
    );
    // Either nothing is found to say anything, or what is found does not hold out of fold.
    if (code === 0) expect(JSON.parse(out).outOfFold.auc).toBeLessThan(0.56);
    else expect(err).toContain('no column says anything');
  });

  it('gives special codes and missing values bins of their own', async () => {
    const data = borrowersFile(folder, 'special.csv', {
      moreNames: ['visits'],
      more: (row) => [row % 10 === 0 ? '-999' : row % 7 === 0 ? '' : String(row % 5)],
    });
    await fitTo(data, 'special', '--special', 'visits=-999.0', '--min-iv', '0');
    const visits = loadScorecard(read('special.json')).file.features.find(({ name }) => name === 'visits');
    const kinds = visits?.bins.map((bin) => (bin.kind === 'SPECIAL' ? bin.code : bin.kind)) ?? [];
    expect(kinds.slice(-2)).toEqual(['MISSING', '-999']);
    expect(visits?.bins.every(({ good, bad }) => good + bad > 0)).toBe(true);
  });

  it('judges by rows that no fit has seen, by a split or by time', async () => {
    const data = borrowersFile(folder, 'split.csv', {
      moreNames: ['part', 'month'],
      more: (row) => [row % 4 === 0 ? 'test' : 'train', `2024-${String(1 + (row % 10)).padStart(2, '0')}`],
    });
    await fitTo(data, 'split', '--split', 'part', '--exclude', 'month');
    await fitTo(data, 'time', '--time', 'month', '--exclude', 'part');
    await fitTo(data, 'from', '--time', 'month', '--holdout', '2024-10', '--exclude', 'part');
    const training = (name: string) => loadScorecard(read(`${name}.json`)).file.training;
    expect(training('split')).toMatchObject({ rows: 1500, holdout: { rows: 500 } });
    expect(training('time')).toMatchObject({ rows: 1600, holdout: { rows: 400 } });
    expect(training('from')).toMatchObject({ rows: 1800, holdout: { rows: 200 } });
    expect(training('split').holdoutPsi).toBeLessThan(0.25);
    expect(training('split').holdout!.auc).toBeGreaterThan(0.65);
  });
});

describe('any CSV', () => {
  const figures = async (data: string, ...words: string[]) => {
    const { code, out, err } = await fitTo(data, 'any', '--json', ...words);
    expect([code, err]).toEqual([0, expect.any(String)]);
    return JSON.parse(out).outOfFold;
  };
  const rows = 800;
  let plain: unknown;
  beforeAll(async () => {
    plain = await figures(borrowersFile(folder, 'any.csv', { rows }));
  });

  it.each([';', '\t', '|'])('is read with cells between %p', async (delimiter) => {
    expect(await figures(borrowersFile(folder, 'other.csv', { rows, delimiter }))).toEqual(plain);
  });

  it('is read with a byte order mark, a quoted header, CRLF, and packed', async () => {
    const text = read('any.csv').replace('late,income', '"late","income"').replaceAll('\n', '\r\n');
    expect(await figures(write('packed.csv.gz', gzipSync(`\ufeff${text}`)))).toEqual(plain);
  });

  it('is read with empty lines, and with rows that end with a delimiter', async () => {
    const [header, ...rows] = read('any.csv').trimEnd().split('\n');
    const text = `\r\n\n${header}\n\n${rows.join(',\n')},\n\n`;
    expect(await figures(write('loose.csv', text))).toEqual(plain);
  });

  it('is read in GB18030 where it is not UTF-8', async () => {
    const text = read('any.csv').replaceAll('mall', '商场').replaceAll('street', '街边');
    expect(await figures(write('gb.csv', iconv.encode(text, 'gb18030')))).toEqual(plain);
    const shop = loadScorecard(read('any.json')).file.features.find(({ name }) => name === 'shop');
    expect(JSON.stringify(shop)).toContain('街边');
  });

  it('is read with decimal commas where that is said', async () => {
    const text = read('any.csv').replaceAll(',', ';').replaceAll('.', ',');
    expect(await figures(write('commas.csv', text), '--decimal-comma')).toEqual(plain);
  });

  it('is read with a first column that has no name and numbers the rows', async () => {
    const numbered = read('any.csv')
      .trimEnd()
      .split('\n')
      .map((line, i) => `${i || '""'},${line}`);
    expect(await figures(write('numbered.csv', numbered.join('\n')))).toEqual(plain);
  });

  it('is read without a header, where that is said, with blanks between cells and ? for what is missing', async () => {
    const [, ...rows] = read('any.csv').replaceAll(',,', ',?,').replaceAll(',', '  ').trimEnd().split('\n');
    const words = ['--no-header', '--target', 'column_5'];
    expect(await figures(write('rows.data', ` ${rows.join('\n ')}`), ...words)).toEqual(plain);
    const { code, out } = await run('score', at('any.json'), at('rows.data'), '--no-header');
    expect([code, out.trimEnd().split('\n').length]).toEqual([0, rows.length + 1]);
  });

  it('whose decimal commas nobody has told of loses these columns, and says how to read them', async () => {
    const text = read('any.csv').replaceAll(',', ';').replaceAll('.', ',').replace('noise', 'Kurs');
    const { code, out } = await fitTo(write('untold.csv', text), 'untold');
    expect(code).toBe(0);
    expect(out).toMatch(/Kurs +its numbers have decimal commas, such as 12,5: --decimal-comma reads them/);
  });

  it.each<[string, string, string[]]>([
    ['G', 'B', []],
    ['no', 'yes', []],
    ['0.00', '1.00', []],
    ['FALSE', 'TRUE', []],
    ['好', '坏', []],
    ['paid', 'written off', ['--bad', 'written off']],
    ['1', '2', ['--bad', '2']],
    ['+', '-', ['--bad=-']],
    ['正常', '逾期', []],
  ])('takes %p for good and %p for bad', async (good, bad, words) => {
    expect(
      await figures(borrowersFile(folder, 'coded.csv', { rows, coding: [good, bad] }), ...words),
    ).toEqual(plain);
  });
});

describe('bad input', () => {
  it.each<[string, () => string, string[], string]>([
    ['a file that is not there', () => at('nothing.csv'), [], 'nothing.csv cannot be read (ENOENT)'],
    ['an empty file', () => write('empty.csv', ''), [], 'empty.csv is empty'],
    [
      'a header without rows',
      () => write('header.csv', 'late,bad\n'),
      [],
      'header.csv has a header and no row',
    ],
    [
      'a column twice',
      () => write('twice.csv', 'late,bad,late\n1,0,1\n'),
      [],
      'columns 1 and 3 are both called late; if its first line is a row, state --no-header',
    ],
    ['UTF-16', () => write('wide.csv', Buffer.from('\ufefflate,bad\n', 'utf16le')), [], 'is UTF-16'],
    [
      'UTF-16 that does not say so',
      () => write('wider.csv', Buffer.from('late,bad\n', 'utf16le')),
      [],
      'bytes of zero',
    ],
    ['a workbook', () => write('book.csv', Buffer.from('PK\x03\x04', 'latin1')), [], 'is a workbook'],
    ['ARFF', () => write('a.csv', '% German\n%\n\n@RELATION credit\n'), [], 'is an ARFF file'],
    ['lines that end with CR alone', () => write('cr.csv', 'late,bad\r1,0\r'), [], 'with CR alone'],
    [
      'rows that all have a cell too many',
      () => write('more.csv', `late,bad\n${'1,0,2\n'.repeat(30)}`),
      [],
      'no row that can be read: 30 rows cannot be read and were left out; the first is line 2: it has 3 cells',
    ],
    ['weights of rows', () => at('x.csv'), ['--weight', 'income'], 'Weights of rows are not supported'],
    [
      'no target column',
      () => borrowersFile(folder, 'untargeted.csv', { rows: 50, header: 'late,income,shop,noise,outcome' }),
      [],
      'has no column bad; it has late, income, shop, noise, outcome',
    ],
    [
      'one class',
      () => borrowersFile(folder, 'one.csv', { rows: 200, coding: ['0', '0'] }),
      [],
      'has one class: all 200 rows are good',
    ],
    [
      'a third value',
      () => write('third.csv', `${'late,bad\n1,0\n2,1\n'.concat('3,0\n'.repeat(50))}4,unclear\n`),
      [],
      'has a third value: "unclear" (1 rows, the first in line 54)',
    ],
    [
      'values that say nothing',
      () => borrowersFile(folder, 'ab.csv', { rows: 60, coding: ['A', 'Z'] }),
      [],
      'Say by --bad which is bad',
    ],
    ['an empty target', () => write('hollow.csv', 'late,bad\n1,\n2,NA\n'), [], 'bad is empty in every row'],
    [
      'too few bad rows',
      () => borrowersFile(folder, 'few.csv', { rows: 25 }),
      [],
      'needs at least 20 of each',
    ],
    [
      'constant columns alone',
      () => write('flat.csv', `late,bad\n${'1,0\n1,1\n'.repeat(50)}`),
      [],
      'late: it is the same in every row',
    ],
    [
      'a column to exclude that is not there',
      () => borrowersFile(folder, 'x.csv', { rows: 60 }),
      ['--exclude', 'age'],
      'has no column age',
    ],
    [
      'no rows held out',
      () => borrowersFile(folder, 'h.csv', { rows: 400 }),
      ['--split', 'shop'],
      'no row is held out by shop',
    ],
    [
      'a way that is none',
      () => borrowersFile(folder, 'w.csv', { rows: 60 }),
      ['--monotone', 'late=left'],
      'the direction is up or down',
    ],
    ['a share that is none', () => at('x.csv'), ['--min-share', '5'], 'a number from 0.001 to 0.5'],
  ])('%s ends with 2 and says so', async (_, data, words, problem) => {
    const { code, err, out } = await fitTo(data(), 'refused', ...words);
    expect(err).toContain(problem);
    expect([code, out]).toEqual([2, '']);
  });

  it('is told and lived with where it can be: junk, torn rows, thousands of categories, empty columns', async () => {
    const data = borrowersFile(folder, 'dirty.csv', {
      rows: 3000,
      moreNames: ['mileage', 'city', 'empty', 'flat', 'loan', 'AGE', 'opened'],
      more: (row, random) => [
        row % 20 === 0 ? 'see note' : String(row % 13),
        `city ${Math.floor(random() ** 3 * 900)}`,
        '',
        '7',
        `loan-${row}`,
        String(20 + Math.floor(random() * 50)),
        `20${10 + (row % 15)}-0${1 + (row % 9)}-1${row % 10}`,
      ],
    });
    writeFileSync(data, `${readFileSync(data, 'utf8')}1,2\n`);
    const { code, out, err } = await fitTo(data, 'dirty');
    expect(code).toBe(0);
    expect(err).toContain('1 rows cannot be read and were left out; the first is line 3002: it has 2 cells');
    expect(err).toContain('mileage: 150 cells are no numbers and count as missing; the first is in line 2');
    expect(err).toMatch(
      /city: it has \d{3} categories\. \d+ are frequent enough to be judged; the others, \d+ % of the rows/,
    );
    expect(err).toContain('AGE: may a decision rest on it?');
    expect(out).toMatch(/empty +it is empty in every row/);
    expect(out).toMatch(/flat +it is the same in every row/);
    expect(out).toMatch(/opened +it holds days: state them as a number/);
    expect(out).toMatch(/loan +it has 3000 categories in 3000 rows: it names the rows/);
    expect(read('dirty.html')).toContain('cells are no numbers');
    // What a cell holds may be a person's: it is in no message.
    expect(err).not.toContain('see note');
  });

  it('suspects a column that follows from the outcome', async () => {
    const data = borrowersFile(folder, 'leak.csv');
    const [header, ...lines] = readFileSync(data, 'utf8').trimEnd().split('\n');
    const leaking = lines.map((line) => `${line},${Number(line.split(',')[4]) * 10 + (line.length % 3)}`);
    write('leak.csv', `${[`${header},recovered`, ...leaking].join('\n')}\n`);
    const { code, err } = await fitTo(data, 'leak');
    expect(code).toBe(0);
    expect(err).toMatch(/recovered: an information value of [\d.]+ is too good/);
    expect(err).toMatch(/a KS of [\d.]+ is too good/);
  });
});

describe('scorecard score', () => {
  let data: string;
  beforeAll(async () => {
    data = borrowersFile(folder, 'scored.csv', { rows: 1500 });
    await fitTo(data, 'card');
  });

  it('gives each row what the library gives it', async () => {
    const { code, out, err } = await run('score', at('card.json'), data);
    expect([code, err]).toEqual([0, expect.stringContaining('1500 rows scored by scored (')]);
    const [header, ...lines] = out.trimEnd().split('\n');
    expect(header).toBe('line,points,pd,reason_1,reason_2,reason_3,reason_4');
    expect(lines).toHaveLength(1500);
    const card = loadScorecard(read('card.json'));
    const rows = readFileSync(data, 'utf8').trimEnd().split('\n').slice(1);
    for (const [i, line] of lines.entries()) {
      const [late, income, shop] = rows[i]!.split(',');
      const score = card.score({ late: Number(late), income: income ? Number(income) : null, shop: shop! });
      expect(line.startsWith(`${i + 2},${score.points.toFixed(2)},${score.pd.toFixed(6)},`)).toBe(true);
    }
  });

  it('agrees with the fit: its points have the AUC that the fit states of its training rows', async () => {
    const { out } = await run('compare', at('card.json'), at('card.json'), data, '--target', 'bad', '--json');
    const { auc, psi } = JSON.parse(out);
    const { training } = loadScorecard(read('card.json')).file;
    expect(auc.aucA).toBeCloseTo(training.inSample.auc, 3);
    expect(psi[0]).toBeLessThan(0.01);
  });

  it('writes a file that a table program takes for no formula', async () => {
    const strange = borrowersFile(folder, 'strange.csv', {
      rows: 40,
      moreNames: ['id'],
      more: () => ['=cmd|x'],
    });
    const { code } = await run('score', at('card.json'), strange, '--id', 'id', '--out', at('scores.csv'));
    expect(code).toBe(0);
    expect(read('scores.csv').split('\n')[1]).toMatch(/^'=cmd\|x,\d+\.\d\d,/);
  });

  it('counts junk among numbers as missing, and says how much', async () => {
    const junk = write('junk.csv', 'late,income,shop\n1,much,mall\n1,,mall\n');
    const { out, err } = await run('score', at('card.json'), junk);
    expect(err).toContain('income: 1 cells are no numbers and counted as missing');
    const [, a, b] = out.split('\n').map((line) => line.split(',').slice(1, 3).join());
    expect(a).toBe(b);
  });

  it.each<[string, () => string, string]>([
    [
      'a file that lacks features',
      () => write('short.csv', 'late\n1\n'),
      'short.csv has no column for feature income, shop of the model scored',
    ],
    ['a file that is empty', () => write('none.csv', ''), 'none.csv is empty'],
  ])('refuses %s', async (_, file, problem) => {
    const { code, err } = await run('score', at('card.json'), file());
    expect(err.replace('shop, income', 'income, shop')).toContain(problem);
    expect(code).toBe(2);
  });

  it('refuses a model that is none, or of another version, by the name of its file', async () => {
    const other = write('other.json', JSON.stringify({ ...JSON.parse(read('card.json')), version: 9 }));
    expect(await run('score', other, data)).toMatchObject({
      code: 2,
      err: expect.stringContaining('other.json: the model file is of version 9'),
    });
    expect(await run('score', write('no.json', '{'), data)).toMatchObject({ code: 2 });
    expect(await run('score', at('absent.json'), data)).toMatchObject({ code: 2 });
  });
});

describe('scorecard compare', () => {
  it('tells which model is better, how surely, and who would be swapped', async () => {
    const data = borrowersFile(folder, 'both.csv', { rows: 1500, seed: 8 });
    await fitTo(data, 'weak', '--exclude', 'late', '--name', 'weak');
    await fitTo(data, 'strong', '--name', 'strong');
    const fresh = borrowersFile(folder, 'fresh.csv', { rows: 2000, seed: 9 });
    const words = [
      'compare',
      at('weak.json'),
      at('strong.json'),
      fresh,
      '--target',
      'bad',
      '--approve',
      '0.7',
    ];
    const { code, out } = await run(...words);
    expect(code).toBe(0);
    expect(out).toContain('the challenger is better');
    const { swap, auc, rows } = JSON.parse((await run(...words, '--json')).out);
    expect(auc.from).toBeGreaterThan(0);
    const cells = [swap.both, swap.championAlone, swap.challengerAlone, swap.neither];
    expect(cells.reduce((sum, cell) => sum + cell.rows, 0)).toBe(rows);
    expect(swap.challengerAlone.bad / swap.challengerAlone.rows).toBeLessThan(
      swap.championAlone.bad / swap.championAlone.rows,
    );
  });

  it('refuses a file without the target', async () => {
    const data = borrowersFile(folder, 'again.csv', { rows: 500 });
    await fitTo(data, 'again');
    const { code, err } = await run(
      'compare',
      at('again.json'),
      at('again.json'),
      data,
      '--target',
      'default',
    );
    expect([code, err]).toEqual([2, expect.stringContaining('has no column default')]);
  });
});
