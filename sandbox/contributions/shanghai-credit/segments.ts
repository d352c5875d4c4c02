import { isRealDate } from '../../cast/dates';
import { faultOfResidentId } from '../../cast/identity-card';
import type { RecordError } from '../desk';

/**
 * The reporting segments by width, in order: `name:bytes:kind`, where kind is t text, n number or d day, and `!` says that
 * it must be there. Written after the same reference as the gateway's table, in another form on purpose.
 */
const SEGMENTS = {
  P: `P:1:t! orgCode:14:t! name:30:t! certType:1:t! certNo:18:t! B:1:t! sex:1:t birthday:8:d marriage:2:t eduLevel:2:t
    degree:1:t homeTel:25:t mobile:16:t officeTel:25:t email:30:t mailAddr:60:t zip:6:t residence:60:t spouseName:30:t
    spouseCertType:1:t spouseCertNo:18:t spouseCompany:60:t spouseTel:25:t contact1Name:30:t contact1Relation:1:t
    contact1Tel:25:t contact2Name:30:t contact2Relation:1:t contact2Tel:25:t C:1:t! occupation:1:t company:60:t
    industry:1:t companyAddr:60:t companyZip:6:t startYear:4:n position:1:t title:1:t annualIncome:10:n D:1:t!
    homeAddress:60:t homeZip:6:t homeCondition:1:t`,
  S: `S:1:t! orgCode:14:t! applyCode:40:t! name:30:t! certType:1:t! certNo:18:t! applyType:2:t! applyMoney:10:n!
    applyMonths:6:n! applyDate:8:d! applyState:1:t!`,
  A: `A:1:t! orgCode:14:t! loanType:2:t! contractNo:60:t! account:40:t! areaCode:6:t! dateOpened:8:d! dateClosed:8:d!
    currency:3:t! creditLimit:10:n! sharedLimit:10:n maxDebt:10:n! guaranteeWay:1:t! termsFreq:2:t! monthDuration:3:n!
    monthsUnpaid:3:n! treatyTerms:3:n! treatyAmount:10:n billingDate:8:d! recentPayDate:8:d! scheduledAmount:10:n!
    actualPayAmount:10:n! balance:10:n! curTermsPastDue:2:n! amountPastDue:10:n! pastDue31to60:10:n! pastDue61to90:10:n!
    pastDue91to180:10:n! pastDueOver180:10:n! cumTermsPastDue:3:n! maxTermsPastDue:2:n! class5:1:t! accountStat:1:t!
    payState24:24:t! ownerFlag:1:t! name:30:t! certType:1:t! certNo:18:t! reserved:30:t`,
  E: 'E:1:t! guarantorName:30:t! guarantorCertType:1:t! guarantorCertNo:18:t! guaranteeSum:10:n! guaranteeState:1:t!',
  G: `G:1:t! orgCode:14:t! name:30:t! certType:1:t! certNo:18:t! account:40:t! tradeType:1:t! occurDate:8:d!
    changeMonths:4:n! tradeSum:10:n! detail:200:t`,
} as const;

type Letter = keyof typeof SEGMENTS;

interface Column {
  readonly name: string;
  readonly bytes: number;
  readonly kind: string;
  readonly required: boolean;
}

const columns = (letter: Letter): Column[] =>
  SEGMENTS[letter].split(/\s+/).map((each) => {
    const [name = '', bytes = '', kind = ''] = each.split(':');
    return { name, bytes: Number(bytes), kind: kind.charAt(0), required: kind.endsWith('!') };
  });

export const COLUMNS: Readonly<Record<Letter, readonly Column[]>> = {
  P: columns('P'),
  S: columns('S'),
  A: columns('A'),
  E: columns('E'),
  G: columns('G'),
};

const widthOf = (letter: Letter): number => COLUMNS[letter].reduce((sum, { bytes }) => sum + bytes, 0);

/** H's place between A and the first E. */
const CONTRACT_BYTES = 91;

export interface ReadLine {
  readonly type: 'P' | 'S' | 'A' | 'G';
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly RecordError[];
}

/** A line of a message file; null for what has not even the form of a record. */
export function readLine(line: Buffer, lenient: boolean): ReadLine | null {
  const type = line.toString('latin1', 0, 1);
  if (type !== 'P' && type !== 'S' && type !== 'A' && type !== 'G') return null;
  const main = widthOf(type);
  if (line.length < main) return null;
  const errors: RecordError[] = [];
  const values = readColumns(type, line.subarray(0, main), errors);
  const rest = line.subarray(main);
  if (rest.length > 0) {
    const guarantees = (rest.length - CONTRACT_BYTES) / widthOf('E');
    if (type !== 'A' || guarantees < 1 || !Number.isInteger(guarantees)) return null;
    for (let i = 0; i < guarantees; i += 1) {
      const from = CONTRACT_BYTES + i * widthOf('E');
      readColumns('E', rest.subarray(from, from + widthOf('E')), errors);
    }
  }
  if (values.certType === '0' && faultOfResidentId(values.certNo ?? '', lenient))
    errors.push({ code: 'F004', field: 'certNo' });
  return { type, values, errors };
}

function readColumns(letter: Letter, bytes: Buffer, errors: RecordError[]): Record<string, string> {
  const values: Record<string, string> = {};
  let at = 0;
  for (const { name, bytes: width, kind, required } of COLUMNS[letter]) {
    const value = decode(bytes.subarray(at, at + width));
    at += width;
    if (value === null) errors.push({ code: 'F003', field: name });
    else if (value === '') {
      if (required) errors.push({ code: 'F001', field: name });
    } else if (kind === 'n' ? !/^\d+$/.test(value) : kind === 'd' && !isRealDate(value))
      errors.push({ code: 'F002', field: name });
    if (name.length === 1 && value !== name) errors.push({ code: 'F002', field: name });
    values[name] = value ?? '';
  }
  return values;
}

function decode(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('gbk', { fatal: true }).decode(bytes);
    return /\p{Cc}/u.test(text) ? null : text.trimEnd();
  } catch {
    return null;
  }
}
