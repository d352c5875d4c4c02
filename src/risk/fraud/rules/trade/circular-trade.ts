import { tradeSuspicion } from './trade-suspicion';

export const circularTrade = tradeSuspicion({
  code: 'CIRCULAR_TRADE',
  finding: 'CIRCULAR_TRADE',
  name: { en: 'Circular trade', zh: '循环贸易' },
  reason: {
    en: 'Goods that are sold on until they are back with the first seller make turnover out of nothing. A single return sale among dealers may be an honest exchange of stock.',
    zh: '货物转售一圈回到起点，虚增营业额；经销商之间偶发调货除外',
  },
  text: {
    en: 'Sales of a year whose goods came back to where they began.',
    zh: '近一年货物回到起点的销售笔数',
  },
  stepsOf: ({ circularTrades }) => circularTrades,
});
