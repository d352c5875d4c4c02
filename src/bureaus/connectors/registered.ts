import type { BureauConfig } from '../../platform/config';
import { Sm2Pool } from '../../platform/crypto';
import type { BureauConnector, BureauProfile } from '../bureau.port';
import { BaihangConnector, baihangProfile } from './baihang/baihang.connector';
import { NifaConnector, nifaProfile } from './nifa/nifa.connector';
import { ShanghaiCreditConnector, shanghaiCreditProfile } from './shanghai-credit/shanghai-credit.connector';

export interface RegisteredBureaus {
  readonly connectors: readonly BureauConnector[];
  /** Callers may name them; they answer that they are switched off. */
  readonly switchedOff: readonly BureauProfile[];
  /** Ends what the connectors keep running. */
  close(): Promise<void>;
}

/** The bureaus of this gateway: those with a folder here, on or off. */
export function registeredBureaus({ shanghaiCredit, baihang, nifa }: BureauConfig): RegisteredBureaus {
  const sm2 = new Sm2Pool();
  return {
    connectors: [
      ...(shanghaiCredit ? [new ShanghaiCreditConnector(shanghaiCredit)] : []),
      ...(baihang ? [new BaihangConnector(baihang)] : []),
      ...(nifa ? [new NifaConnector(nifa, sm2)] : []),
    ],
    switchedOff: [
      ...(shanghaiCredit ? [] : [shanghaiCreditProfile()]),
      ...(baihang ? [] : [baihangProfile()]),
      ...(nifa ? [] : [nifaProfile()]),
    ],
    close: () => sm2.close(),
  };
}
