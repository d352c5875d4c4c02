import type { BureauConfig } from '../../platform/config';
import { Sm2Pool } from '../../platform/crypto';
import type { ContributionConnector } from '../contribution/contribution.port';
import { BaihangContribution } from './baihang/contribution/baihang.contribution';
import { NifaContribution } from './nifa/contribution/nifa.contribution';
import { ShanghaiCreditContribution } from './shanghai-credit/contribution/shanghai-credit.contribution';

export interface ContributingBureaus {
  readonly connectors: readonly ContributionConnector[];
  /** Ends what the connectors keep running. */
  close(): Promise<void>;
}

/** The bureaus that are switched on, as takers of records. */
export function contributingBureaus({ shanghaiCredit, baihang, nifa }: BureauConfig): ContributingBureaus {
  const sm2 = new Sm2Pool();
  return {
    connectors: [
      ...(shanghaiCredit ? [new ShanghaiCreditContribution(shanghaiCredit)] : []),
      ...(baihang ? [new BaihangContribution(baihang)] : []),
      ...(nifa ? [new NifaContribution(nifa, sm2)] : []),
    ],
    close: () => sm2.close(),
  };
}
