import { decipher } from '../../baihang/request';
import type { BureauOptions } from '../../bureau';
import { faultOfResidentId } from '../../cast/identity-card';
import { mistakesOf } from '../../parameters';
import type { ArrivedRecord, ContributionDesk, RecordError, Reply } from '../desk';
import { openCry } from './cry';
import { type ClearMessage, MESSAGES, type MessageType } from './messages';

const failure = (errorCode: string, errorMessage: string, field: string | null = null): Reply => ({
  status: errorCode === 'E1001' ? 401 : 200,
  body: { errorCode, errorMessage, field },
});

const OPERATIONS = { A: 'ADD', M: 'MODIFY', D: 'DELETE' } as const;
const FILE_NAME = /^[^/\\]{1,120}_(D[234])_\d{8}_\d{4}\.cry$/;

/** D2, D3 and D4 of Baihang (百行征信), by call and by file. */
export function createBaihangDesk(options: BureauOptions): ContributionDesk {
  const credentials = `${options.baihangUser}:${options.baihangPassword}`;
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;

  const recordOf = (
    type: MessageType,
    message: ClearMessage,
    errors: readonly RecordError[],
  ): ArrivedRecord => {
    const { reqID, opCode, loanId, termNo, statusConfirmAt, pid, mobile } = message;
    const place = type === 'D2' ? [] : [termNo, statusConfirmAt?.slice(0, 10)];
    const businessKey = [type, loanId, ...place, ''].join('|');
    const identity: RecordError[] = [
      ...(faultOfResidentId(pid, options.lenient) ? [{ code: 'E2001', field: 'pid' }] : []),
      ...(/^1[3-9]\d{9}$/.test(mobile) ? [] : [{ code: 'E2001', field: 'mobile' }]),
    ];
    // The time of upload is the sender's clock and no content.
    const { uploadTs: _, ...content } = message as ClearMessage & { uploadTs?: string };
    return {
      reference: reqID,
      businessKey,
      content: JSON.stringify(content),
      operation: OPERATIONS[opCode],
      of: businessKey,
      loanNo: loanId,
      errors: [...errors, ...identity],
      line: null,
    };
  };

  return {
    code: 'baihang',
    calls: { issue: MESSAGES.D2.path, track: MESSAGES.D3.path, delay: MESSAGES.D4.path },
    understandCall(operation, headers, body) {
      if (headers.authorization !== authorization)
        return { refused: failure('E1001', '用户名或密码错误 (wrong user or password)') };
      const type = ({ issue: 'D2', track: 'D3', delay: 'D4' } as const)[operation as 'issue'];
      const read = MESSAGES[type].schema.safeParse(body);
      if (!read.success) {
        const field = read.error.issues[0]?.path[0];
        const text = `参数错误: ${mistakesOf(read.error, body).join('; ')}`;
        return { refused: failure('E2001', text, typeof field === 'string' ? field : null) };
      }
      const { name, pid, mobile } = read.data;
      const clear = { name: decipher(name), pid: decipher(pid), mobile: decipher(mobile) };
      const hidden = Object.entries(clear).find(([, text]) => text === null);
      if (hidden) return { refused: failure('E2002', '解密失败 (cannot be deciphered)', hidden[0]) };
      const message = { ...read.data, ...(clear as Record<keyof typeof clear, string>) };
      return {
        repetition: null,
        about: null,
        records: [recordOf(type, message, [])],
        reply: ([verdict], receiptNo) => {
          const error = verdict?.errors[0];
          return error
            ? failure(error.code, '记录错误 (the record is in error)', error.field)
            : { status: 200, body: { status: 'success', msg: 'ok', receiptNo } };
        },
      };
    },
    understandFile(name, bytes) {
      const type = FILE_NAME.exec(name)?.[1] as MessageType | undefined;
      if (!type) return { refused: failure('E4001', 'the file name is none of the bureau’s') };
      const opened = openCry(bytes);
      if (opened === null) return { refused: failure('E4002', 'the envelope cannot be opened') };
      if (opened.name !== name.replace(/\.cry$/, '.txt'))
        return { refused: failure('E4003', 'the file inside has another name') };
      const [tag, ...lines] = opened.text.toString('utf8').split('\r\n');
      if (tag !== MESSAGES[type].tag || lines.pop() !== '')
        return { refused: failure('E4004', 'the type tag is wrong or the last line is not whole') };
      const records: ArrivedRecord[] = [];
      for (const [index, line] of lines.entries()) {
        const message = parse(line);
        const read = MESSAGES[type].schema.safeParse(message);
        // Without these two nobody could be told what is wrong with it.
        const { reqID, loanId } = (message ?? {}) as Partial<ClearMessage>;
        if (typeof reqID !== 'string' || typeof loanId !== 'string')
          return { refused: failure('E4005', `line ${index + 2} is no message`) };
        const errors = read.success
          ? []
          : read.error.issues.map(({ path }) => ({ code: 'E2001', field: String(path[0] ?? '') }));
        records.push(recordOf(type, message as ClearMessage, errors));
      }
      return {
        repetition: `file ${name}`,
        about: name,
        records,
        reply: (verdicts, receiptNo) => ({ status: 200, body: { receiptNo, records: verdicts.length } }),
      };
    },
    feedback(day, number, about, verdicts) {
      const lines = verdicts.flatMap(({ record: { reference }, errors }) =>
        (errors.length === 0 ? [{ code: '', field: null }] : errors).map(({ code, field }) =>
          JSON.stringify({
            reqId: reference,
            errorType: code === '' ? '' : 'RECORD',
            errorCode: code,
            errorDesc: field === null ? '' : `${field} 错误`,
          }),
        ),
      );
      const end = `#end ${JSON.stringify({ file: about, count: lines.length })}`;
      return {
        name: `feedback_${day}_${String(number).padStart(4, '0')}.txt`,
        bytes: Buffer.from(['#recordFeedbackInfo', ...lines, end, ''].join('\r\n'), 'utf8'),
      };
    },
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
