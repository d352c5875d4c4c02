import { known, missing } from '../../../../../src/risk/facts/fact';
import { aNetwork } from '../../some-facts';
import { type Case } from './some-persons';

export const FRAUD: readonly Case[] = [
  ['nothing around', {}, 'NONE', null],
  ['no network', { network: missing('NOT_RECORDED', 'graph') }, 'UNKNOWN', null],
  ['rings not computed', { rings: missing('NOT_COMPUTED', 'graph') }, 'UNKNOWN', null],
  [
    'an emulator of his own',
    {
      network: known(
        aNetwork({ devices: [{ node: 'dv:1', kind: 'PHONE', emulator: true, users: 1 }] }),
        'graph',
      ),
    },
    'HIGH',
    'EMULATOR',
  ],
  [
    'everybody around in default',
    {
      network: known(
        aNetwork({
          badNeighbours: Array.from({ length: 50 }, (_, n) => ({
            node: `bo:${n + 1}`,
            distance: 1,
            via: ['GUARANTOR' as const],
            marks: ['DEFAULTED_LOAN'],
          })),
        }),
        'graph',
      ),
    },
    'WATCH',
    'DEFAULT_NEARBY',
  ],
];
