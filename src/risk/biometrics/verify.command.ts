import { command } from '../../platform/commands';
import type { VerifyRequest } from './check-request';
import type { VerificationOutcome } from './desk/outcome';

export const verifyBiometrics = command<
  { readonly input: VerifyRequest; readonly idempotencyKey: string },
  VerificationOutcome
>('biometrics.verify');
