import { BureauLane } from '../../bureaus';
import { bindCommand, type CommandBinding } from '../../platform/commands';
import type { BiometricsSettings } from '../../platform/config';
import type { RequestContext } from '../../platform/request';
import { BiometricMutations, BorrowerBiometricsField } from './api/biometrics.resolver';
import { HttpBiometricProvider } from './connectors/http-provider';
import { BiometricRecovery } from './desk/recovery';
import { VerificationDesk, type VerificationDeskDeps } from './desk/verification-desk';
import { BiometricVerificationEntity } from './storage/biometric-verification.entity';
import { verifyBiometrics } from './verify.command';

export const BIOMETRICS_RESOLVERS = [BiometricMutations, BorrowerBiometricsField] as const;

export const BIOMETRICS_ENTITIES = [BiometricVerificationEntity];

export { biometricsLoaders } from './storage/biometrics.repository';

interface BiometricsDeps extends Omit<VerificationDeskDeps, 'provider' | 'lane'> {
  /** Null: switched off. */
  readonly settings: BiometricsSettings | null;
}

export interface BiometricsModule {
  readonly commands: readonly CommandBinding[];
  /** Settles what was left open in the ledger, now and each minute until `drain`. */
  recover(): Promise<void>;
  /** To be awaited before the process ends: answers of calls that are out are to be stored. */
  drain(): Promise<void>;
}

export function biometricsModule({ settings, ...deps }: BiometricsDeps): BiometricsModule {
  const provider = settings && new HttpBiometricProvider(settings);
  const desk = new VerificationDesk({ ...deps, provider, lane: new BureauLane() });
  const recovery = new BiometricRecovery(deps);
  return {
    commands: [
      bindCommand(verifyBiometrics, ({ input, idempotencyKey }, context: RequestContext) =>
        desk.verify(input, idempotencyKey, context),
      ),
    ],
    recover: () => recovery.start(),
    async drain() {
      await recovery.stop();
      await desk.drain();
    },
  };
}
