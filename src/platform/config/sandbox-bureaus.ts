/**
 * How the sandbox's bureaus are reached unless it is told otherwise: the defaults of development. The keys are published
 * test keys and guard nothing; production refuses to start with any of these.
 */
export const SANDBOX_BUREAUS = {
  shanghaiCredit: {
    baseUrl: 'http://127.0.0.1:4010/shanghai-credit',
    orgNo: 'Q3702990000001',
    secret: 'sandbox-secret',
  },
  baihang: {
    baseUrl: 'http://127.0.0.1:4010/baihang',
    user: 'sandbox-user',
    institution: '91370299MA00000150',
    secret: 'sandbox-password',
    publicKeyPem: `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8uoejLqBdWqwsuKW2PDR
UnC5vGG1scqZzZJI4Jrd5oqqi+VVK+6MwUcYkQwGqwZ+7EmBYPm9R5VOp32/UQ0c
4VeIZn3WROYT2hUxevmlUi/yntvBQcoBfrA8NC5HVMQPOFu6DifOIS5mhRD65anD
QkSaoL0zEP3Ezv1+Z1GV2Efq7Hxx8ohXRi/1GC/S21Uujcyt2lLiK89VtYUfx8aw
VC+l4WcrKtxD2Ilb+snluuCzD5M5KhdXU+XObI1WF2xF97kD2SE7uK2AingkQriS
8+HBLpBxEcwyHg/1z/d3yh6e+ATHknGt0G9Tth6SwXMJj2QLXImGYlO0Ys4xXN68
lQIDAQAB
-----END PUBLIC KEY-----
`,
  },
  nifa: {
    baseUrl: 'http://127.0.0.1:4010/nifa',
    memberCode: '91370299MA00000150',
    privateKey: '49c93174c1c7c19fa05b95d3d4ac3f22893a212f17138167228168b301a1ae21',
    platformCode: '51110000MA00000231',
    platformPublicKey:
      '04656fd1c5efd7fd205585f0b02cb9eaa567af3fcb1173297fa73fce34c38ae92cf535797efe2b5673794f54e5b23f26585252717b6890fb9c37032bc3445a8d5e',
  },
} as const;

/** Who verifies biometrics there. */
export const SANDBOX_BIOMETRICS = { provider: 'BIOMETRICS', secret: 'sandbox-biometrics' } as const;
