import type { FraudRule } from './rule';
import { defaultNearby } from './rules/network/default-nearby';
import { denseRing } from './rules/network/dense-ring';
import { guaranteeCircle } from './rules/network/guarantee-circle';
import { sharedAddress } from './rules/network/shared-address';
import { sharedDevice } from './rules/network/shared-device';
import { sharedEmergencyContact } from './rules/network/shared-emergency-contact';
import { sharedMobile } from './rules/network/shared-mobile';
import { biometricMismatch } from './rules/own/biometric-mismatch';
import { emulator } from './rules/own/emulator';
import { identityVaries } from './rules/own/identity-varies';
import { reportedFraud } from './rules/own/reported-fraud';
import { suspectFirm } from './rules/own/suspect-firm';
import { circularTrade } from './rules/trade/circular-trade';
import { duplicateFinancing } from './rules/trade/duplicate-financing';
import { fictitiousTrade } from './rules/trade/fictitious-trade';
import { repeatedDelivery } from './rules/trade/repeated-delivery';
import { unshippedTrade } from './rules/trade/unshipped-trade';

/** The anti-fraud model (反欺诈模型): all rules. A further one needs a file and a line here. */
export const FRAUD_RULES: readonly FraudRule[] = [
  emulator,
  reportedFraud,
  unshippedTrade,
  repeatedDelivery,
  fictitiousTrade,
  duplicateFinancing,
  circularTrade,
  sharedDevice,
  sharedMobile,
  sharedEmergencyContact,
  sharedAddress,
  denseRing,
  guaranteeCircle,
  identityVaries,
  biometricMismatch,
  suspectFirm,
  defaultNearby,
];
