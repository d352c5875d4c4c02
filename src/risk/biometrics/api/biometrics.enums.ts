import type { ConsentCause, PurposeCause } from '../../../consent';
import { describedEnum } from '../../../platform/graphql';
import type {
  Liveness,
  Modality,
  RefusalCause,
  UnavailableCause,
  UnknownCause,
  Verdict,
} from '../verification';

export const BiometricModalityEnum = describedEnum<Modality>('BiometricModality', 'What is verified.', {
  FACE: 'Face 人脸.',
  FINGERPRINT: 'Fingerprint 指纹.',
});

export const BiometricVerdictEnum = describedEnum<Verdict>(
  'BiometricVerdict',
  'Whether the capture shows the person that it should.',
  {
    MATCH: 'It does 比中.',
    NO_MATCH: 'It shows somebody else 未比中.',
    INCONCLUSIVE: 'The provider cannot tell 无法判定.',
  },
);

export const BiometricLivenessEnum = describedEnum<Liveness>(
  'BiometricLiveness',
  'Whether a living person was before the device (活体检测).',
  {
    LIVE: 'One was 活体.',
    SPOOF: 'A picture, a mask or a copy was 非活体攻击.',
    UNKNOWN: 'The provider did not look, or cannot tell 未知.',
  },
);

/** `Verified` as callers read it: `VERIFIED`. */
export type BiometricState =
  | 'VERIFIED'
  | 'REFUSED'
  | 'UNAVAILABLE'
  | 'OUTCOME_UNKNOWN'
  | 'PENDING'
  | 'CONSENT_REQUIRED';

export const BiometricStateEnum = describedEnum<BiometricState>(
  'BiometricState',
  'How far a verification has come.',
  {
    VERIFIED: 'The provider has answered 已完成.',
    REFUSED: 'It was turned down 被拒绝.',
    UNAVAILABLE: 'The provider gave no answer that can be used 不可用.',
    OUTCOME_UNKNOWN: 'It may have been taken, and its answer was lost 结果未知. It is never sent again.',
    PENDING: 'It is out 进行中.',
    CONSENT_REQUIRED: 'The consent was withdrawn before the first byte left 授权已撤回. Nothing was sent.',
  },
);

type Cause = ConsentCause | PurposeCause | RefusalCause | UnavailableCause | UnknownCause;

/** One enum for all outcomes: fields of one name and different types could not be asked for side by side. */
export const BiometricCauseEnum = describedEnum<Cause>(
  'BiometricCause',
  'Why a verification has no verdict.',
  {
    MISSING: 'There is no consent 无授权. Get a SENSITIVE one from the subject.',
    WRONG_BUREAU: 'The consent is for another receiver than this provider 授权对象不符.',
    WRONG_TYPE: 'The consent is not a SENSITIVE one 非敏感信息单独同意.',
    WRONG_CATEGORY: 'The consent does not name this modality 授权信息类别不符.',
    WRONG_PURPOSE: 'The consent is not for this purpose 授权用途不符.',
    NOT_YET_VALID: 'The time of the consent has not begun 授权未生效.',
    EXPIRED: 'The time of the consent is over, or its loan is settled 授权已过期.',
    REVOKED: 'The subject has withdrawn the consent 授权已撤回.',
    NOT_A_LENDERS_PURPOSE: "Only the subject's own purpose 仅限本人.",
    CLIENT_NOT_ENTITLED: 'The calling client has no right to the purpose 无权限. The operators grant it.',
    REASON_DOES_NOT_FIT: 'The reason is of another kind, or the loan is not of this subject 事由不符.',
    LOAN_NOT_OUTSTANDING: 'The loan is settled or cancelled 贷款已结清.',
    SUBJECT_NOT_COVERED: 'A firm has neither face nor fingers 主体非自然人.',
    IDENTITY_INCOMPLETE: 'Name or number is not known here 身份信息不全. Nothing was sent.',
    IDENTITY_MISMATCH: 'The provider knows the number under another name 姓名与证件号码不一致.',
    NO_REFERENCE: 'The provider has nothing of this person to compare with 无比对底库.',
    CAPTURE_UNKNOWN: 'The provider does not know the capture 采集令牌无效.',
    CAPTURE_EXPIRED: 'The capture is too old 采集已过期. Take a new one.',
    CAPTURE_USED: 'The capture was verified before 采集已使用. Take a new one.',
    CREDENTIALS: 'The provider does not take our key 密钥错误. For the operators.',
    PARAMETERS: 'The provider does not take a parameter 参数错误. For the operators.',
    SWITCHED_OFF: 'No provider is switched on here 未接入.',
    CIRCUIT_OPEN: 'The provider failed several times and is left alone for a while 熔断. Nothing was sent.',
    OVERLOADED: 'Too many calls wait for it here 排队已满. Nothing was sent.',
    CONNECT_FAILED: 'It cannot be reached 无法连接. Nothing was sent.',
    RATE_LIMITED: 'It asks for patience 限流.',
    PROVIDER_ERROR: 'It says that it has failed 服务方系统错误.',
    BAD_RESPONSE: 'Its answer cannot be used 应答异常.',
    NOT_SENT: 'The process ended before anything was sent 未发送.',
    TIMEOUT: 'No answer came in time 超时.',
    CONNECTION_LOST: 'The connection was lost after it had been sent 连接中断.',
    PROCESS_ENDED: 'The process ended after it had been sent 进程终止.',
  },
);
