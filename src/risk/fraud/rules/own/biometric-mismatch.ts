import { row } from '../../../indicators/judging';
import type { FraudRule } from '../../rule';

export const biometricMismatch: FraudRule = {
  code: 'BIOMETRIC_MISMATCH',
  name: { en: 'Face or fingerprint of another', zh: '生物特征核验未通过' },
  reason: {
    en: 'The last verification showed somebody else, or a picture in his place. Light, age and worn fingers mislead it: a person looks.',
    zh: '最近一次人脸或指纹核验未比中或疑似非活体；光线、年龄及指纹磨损会误判，须人工复核',
  },
  find: (facts) =>
    facts.kind === 'PERSON' && facts.biometrics.known
      ? facts.biometrics.value.flatMap(({ modality, verdict, liveness, observedAt, consentNo }) =>
          liveness === 'SPOOF' || verdict === 'NO_MATCH'
            ? [
                row(
                  'BIOMETRIC_MISMATCH',
                  'WATCH',
                  modality === 'FACE'
                    ? { en: 'The face did not pass its last verification.', zh: '最近一次人脸核验未通过' }
                    : {
                        en: 'The fingerprint did not pass its last verification.',
                        zh: '最近一次指纹核验未通过',
                      },
                  { value: 1, origin: { source: 'biometrics', observedAt, consentNo }, reference: modality },
                ),
              ]
            : [],
        )
      : [],
};
