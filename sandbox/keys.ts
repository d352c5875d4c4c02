/**
 * Key pairs of the sandbox. Fixed, so that messages of one run can be read in the next and recorded ones stay good. They
 * are published here and guard nothing: never give one to a real bureau.
 */

/** RSA, 2,048 bits: what callers of Baihang encrypt for. */
export const BAIHANG_TEST_KEY = {
  publicPem: `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8uoejLqBdWqwsuKW2PDR
UnC5vGG1scqZzZJI4Jrd5oqqi+VVK+6MwUcYkQwGqwZ+7EmBYPm9R5VOp32/UQ0c
4VeIZn3WROYT2hUxevmlUi/yntvBQcoBfrA8NC5HVMQPOFu6DifOIS5mhRD65anD
QkSaoL0zEP3Ezv1+Z1GV2Efq7Hxx8ohXRi/1GC/S21Uujcyt2lLiK89VtYUfx8aw
VC+l4WcrKtxD2Ilb+snluuCzD5M5KhdXU+XObI1WF2xF97kD2SE7uK2AingkQriS
8+HBLpBxEcwyHg/1z/d3yh6e+ATHknGt0G9Tth6SwXMJj2QLXImGYlO0Ys4xXN68
lQIDAQAB
-----END PUBLIC KEY-----
`,
  privatePem: `-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDy6h6MuoF1arCy
4pbY8NFScLm8YbWxypnNkkjgmt3miqqL5VUr7ozBRxiRDAarBn7sSYFg+b1HlU6n
fb9RDRzhV4hmfdZE5hPaFTF6+aVSL/Ke28FBygF+sDw0LkdUxA84W7oOJ84hLmaF
EPrlqcNCRJqgvTMQ/cTO/X5nUZXYR+rsfHHyiFdGL/UYL9LbVS6NzK3aUuIrz1W1
hR/HxrBUL6XhZysq3EPYiVv6yeW64LMPkzkqF1dT5c5sjVYXbEX3uQPZITu4rYCK
eCRCuJLz4cEukHERzDIeD/XP93fKHp74BMeSca3Qb1O2HpLBcwmPZAtciYZiU7Ri
zjFc3ryVAgMBAAECggEARqfXi/qBxlvqmpWy59YgJJkaRVOsbFLwaq2GmiIhsjma
QsfJftZLxbo+yI3VcLCagXMd+U2bAzPIJYq7d8FXKapyx9EJXpAHrTLl6g2sSxwc
N53W+CJgTe/ICyt83wiKHsv7cbudRuR+uGzIdb3ryB45VdDChkoyET0Fo9rEuZwc
e51fzzTqDrijDL8yQgvAok13sIup4f7aADWjqbDOCPGRrIBDpX2kvdpxYCZWtwpa
qlr0Nk978qS0GVXBfTfUqRHaHiIL+VtNBcMniDILapS+kvZJqeLOKzXojOg0Hg2K
rhOevtYsNCSpLWobHSLP5kJE7S9esduTgbliXcKezwKBgQD+7z4Er4rqs/15Ullm
NZLu+L2+oAvnqrvcNnHhgUeIt6ZhtWDovzYSnH8FjQiewWWz/+f9ecr9Bd9K5b3O
TEcpn2g5y5CrfE1wHyPmagc+27gjagVlS3fzy5kzWax447HAIJdHCEiVqlIE/cnQ
4RCZWZHDcqwepKJk2C4ltL//5wKBgQDz7gRHLmSNbmeq27RJWfuObtEC2RVKUgJb
1iS8pjq4vabnVTT1ZhsKEvoooEtH2xTzDyMGAeL3ynmDnQZn4O/PhddpLe8vsUFa
O9OW9Ai9Wmo1yzFO7vC5LNAwnr71jLo6YB2vq88reD6U3jmwlS/eeOZIG99TyBw7
R3BWA5NAIwKBgAkrJ4rZmWBpisMzP/3aDWfE0GYrsWHqlQkNeDkJAj6bhENdV5fn
UJWIxVS4xseW4wZ/PKO0HqXM8UPrUVE7ExAfKItzk8dnGA3hQNRHme0bz9qONJV5
Cl5dQyxCnF5Yqgrj4Szv0lR3pK2DRx/ZCFTLkN97n08W0rRXxgkbIBCfAoGBANA/
LWvPkYyk6uAU/U96AKbSuKGjzudKKDVbFrXvfEZnsuvf9HxklUT+eo7geiR4RuRS
0eW5CpndQ+w2zFc208TpUMO8sWyX+WEdnkBLSoLNg8s1E319xAly1rILdJ+RaxOX
JwDovs8vss3JAptcYieeM4rwMLMILgH1tVPZbYbdAoGBAJzj3Cg6CalhYPfFSuAY
iwG+kysIXR4KptjkZlDnyry5ncDZ5/GtFPQuK6mCoAQwzK6akT+7R7WuP4Gom97U
8Xd645N7NuXL7Bz5Wsjj0jK1OeRs4rNvdHT4reljTJqJQL8iQHC3nCci+MsZZd2B
U0t4cQqH425EzCKahIG4lc/x
-----END PRIVATE KEY-----
`,
} as const;

/** SM2 in hexadecimal, public points uncompressed (`04`, x, y). */
interface Sm2KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The sharing platform's own. */
export const NIFA_PLATFORM_TEST_KEY: Sm2KeyPair = {
  publicKey:
    '04656fd1c5efd7fd205585f0b02cb9eaa567af3fcb1173297fa73fce34c38ae92cf535797efe2b5673794f54e5b23f26585252717b6890fb9c37032bc3445a8d5e',
  privateKey: '2132f0ed994f504ac2d97cdfd27fdbc00a8fcf39e5bada40719f76afe62dc20b',
};

/** Of the member that may inquire unless another is registered. */
export const NIFA_MEMBER_TEST_KEY: Sm2KeyPair = {
  publicKey:
    '04d2c528824ac3fe912df2fe8d8683fbbd3a98f6ef7e2883ab62567f570a2457f6d404bfbac7f053fbdb67d48e0a3db117a3bc243baa3194444f03b0705358706d',
  privateKey: '49c93174c1c7c19fa05b95d3d4ac3f22893a212f17138167228168b301a1ae21',
};
