import type { BureauConfig } from '../../platform/config';
import { Sm2Pool } from '../../platform/crypto';
import type { BureauConnector, BureauProfile } from '../bureau.port';
import { BaihangConnector, baihangProfile } from './baihang/baihang.connector';
import { readDeclarations } from './declared/read-declarations';
import { NifaConnector, nifaProfile } from './nifa/nifa.connector';
import { ShanghaiCreditConnector, shanghaiCreditProfile } from './shanghai-credit/shanghai-credit.connector';

export interface RegisteredBureaus {
  readonly connectors: readonly BureauConnector[];
  /** Callers may name them; they answer that they are switched off. */
  readonly switchedOff: readonly BureauProfile[];
  /** Ends what the connectors keep running. */
  close(): Promise<void>;
}

/**
 * The bureaus of this gateway, on or off: those with a folder here, then those that the operator declares.
 * @throws ConfigError for a declaration that cannot be used
 */
export function registeredBureaus(config: BureauConfig): RegisteredBureaus {
  const { shanghaiCredit, baihang, nifa } = config;
  const profiles = [shanghaiCreditProfile(), baihangProfile(), nifaProfile()];
  const declared = config.file
    ? readDeclarations(
        config.file,
        profiles.map(({ code }) => code),
        config,
      )
    : { connectors: [], switchedOff: [] };
  const sm2 = new Sm2Pool();
  return {
    connectors: [
      ...(shanghaiCredit ? [new ShanghaiCreditConnector(shanghaiCredit)] : []),
      ...(baihang ? [new BaihangConnector(baihang)] : []),
      ...(nifa ? [new NifaConnector(nifa, sm2)] : []),
      ...declared.connectors,
    ],
    switchedOff: [
      ...(shanghaiCredit ? [] : [shanghaiCreditProfile()]),
      ...(baihang ? [] : [baihangProfile()]),
      ...(nifa ? [] : [nifaProfile()]),
      ...declared.switchedOff,
    ],
    close: () => sm2.close(),
  };
}
