import { tradeSuspicion } from './trade-suspicion';

export const fictitiousTrade = tradeSuspicion({
  code: 'FICTITIOUS_TRADE',
  finding: 'FICTITIOUS_TRADE',
  name: { en: 'Fictitious trade', zh: '虚假贸易' },
  reason: {
    en: 'Papers or money without goods, between firms that belong together or with money that went back. Affiliates trade with each other lawfully where the goods move.',
    zh: '有票或有款而无货，且双方关联或资金回流；关联方之间有真实货物的交易除外',
  },
  text: { en: 'Trades of a year that exist on paper alone.', zh: '近一年虚假贸易笔数' },
  stepsOf: ({ fictitiousTrades }) => fictitiousTrades,
});
