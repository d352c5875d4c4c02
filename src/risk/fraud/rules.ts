import type { FraudRule } from './rule';
import { biometricMismatch } from './rules/biometric-mismatch';
import { circularTrade } from './rules/circular-trade';
import { defaultNearby } from './rules/default-nearby';
import { denseRing } from './rules/dense-ring';
import { duplicateFinancing } from './rules/duplicate-financing';
import { emulator } from './rules/emulator';
import { fictitiousTrade } from './rules/fictitious-trade';
import { guaranteeCircle } from './rules/guarantee-circle';
import { identityVaries } from './rules/identity-varies';
import { repeatedDelivery } from './rules/repeated-delivery';
import { reportedFraud } from './rules/reported-fraud';
import { sharedAddress } from './rules/shared-address';
import { sharedDevice } from './rules/shared-device';
import { sharedEmergencyContact } from './rules/shared-emergency-contact';
import { sharedMobile } from './rules/shared-mobile';
import { unshippedTrade } from './rules/unshipped-trade';

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
  defaultNearby,
];
