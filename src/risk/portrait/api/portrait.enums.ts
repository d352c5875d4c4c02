import { describedEnum } from '../../../platform/graphql';
import type { FileState } from '../compose';
import { ITEMS, type ItemCode } from '../items';
import type { SectionKind, Shown } from '../portrait';

export const PortraitSectionEnum = describedEnum<SectionKind>(
  'PortraitSectionKind',
  'A side of a borrower.',
  {
    IDENTITY: 'Who he is 身份.',
    ECOSYSTEM: 'What he is within the ecosystem 生态.',
    TRADE: 'What he buys and sells 交易.',
    CREDIT: 'What he owes, here and by the reports of bureaus 征信.',
    BEHAVIOUR: 'How he pays and is paid, and from which devices he comes 行为.',
    NETWORK: 'Whom he is tied to 关系网络.',
    RISK: 'What it amounts to 风险.',
  },
);

export const PortraitItemCodeEnum = describedEnum<ItemCode>(
  'PortraitItemCode',
  'Something that a portrait asks.',
  Object.fromEntries(Object.entries(ITEMS).map(([code, { en, zh }]) => [code, `${en} ${zh}.`])) as Record<
    ItemCode,
    string
  >,
);

export type PortraitUnit = Shown['kind'];

export const PortraitUnitEnum = describedEnum<PortraitUnit>('PortraitUnit', 'How a value is to be read.', {
  TEXT: 'A code or several, with blanks between 代码.',
  COUNT: 'A whole number 个数.',
  DAYS: 'A whole number of days 天数.',
  SHARE: 'A part of a whole, 0 to 1 占比.',
  DAY: 'A calendar day YYYY-MM-DD 日期.',
  MONEY: 'Amounts, one for each currency 金额; they stand in `amounts`.',
  PERSONAL: 'Something personal; masked without the permission pii:read 个人信息.',
});

export const CreditFileStateEnum = describedEnum<FileState>(
  'CreditFileState',
  'Whether anybody is known to have lent to a borrower.',
  {
    ON_FILE: 'There is a loan here, or a report of a bureau 有信贷记录.',
    THIN_FILE: 'No loan here, and no bureau that answered has a record 白户.',
    NOT_KNOWN: 'No loan here, and no bureau has an answer that may be read 尚不可知.',
  },
);
