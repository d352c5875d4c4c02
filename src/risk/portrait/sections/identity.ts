import type { Sensitive } from '../../../kernel';
import { maskIdentifier, maskName } from '../../../kernel/identity';
import type { BorrowerFacts } from '../../facts/borrower-facts';
import { type Fact, known, missing } from '../../facts/fact';
import type { Material } from '../material';
import { count, type Item, item, type Shown, said, text } from '../portrait';

/** Who he is (身份): what sources say of him, and whether he has shown that he is he. */
export function identityItems({ identity, facts }: Material): Item[] {
  const { name, birthDate, regionCode, identifiers } = identity;
  const from = <T>(value: T | null | undefined, show: (value: T) => Shown): Fact<Shown> =>
    value === null || value === undefined
      ? missing('NOT_RECORDED', 'borrowers')
      : known(show(value), 'borrowers', { observedAt: facts.asOf });
  const number = identifiers.find(({ scheme }) =>
    facts.kind === 'PERSON' ? scheme === 'RESIDENT_ID' || scheme === 'PASSPORT' : scheme === 'CREDIT_CODE',
  );
  const mobile = identifiers.find(({ scheme }) => scheme === 'MOBILE');
  return [
    item(
      'NAME',
      // The name of a firm is no personal data.
      from(name, (clear) =>
        facts.kind === 'ENTERPRISE'
          ? text(clear.reveal())
          : personal('displayName', clear, (value) => maskName(value, 'PERSON')),
      ),
    ),
    item('IDENTITY_NUMBER', from(number, identifier)),
    item('REGION', from(regionCode, text)),
    ...(facts.kind === 'PERSON'
      ? [
          item('MOBILE', from(mobile, identifier)),
          item(
            'BIRTH_DATE',
            from(birthDate, (clear) => personal('birthDate', clear, (value) => `${value.slice(0, 4)}-**-**`)),
          ),
          item('FACE', verified(facts, 'FACE')),
          item('FINGERPRINT', verified(facts, 'FINGERPRINT')),
        ]
      : [
          item(
            'OWNERS',
            said(facts.owners, (owners) => count(owners.length)),
          ),
        ]),
  ];
}

const personal = (field: string, clear: Sensitive<string>, mask: (clear: string) => string): Shown => ({
  kind: 'PERSONAL',
  field,
  clear,
  mask,
});

const identifier = ({ scheme, value }: Material['identity']['identifiers'][number]): Shown =>
  personal(`identifier.${scheme}`, value, (clear) => maskIdentifier(scheme, clear));

/** Verdict and liveness, such as `MATCH LIVE`. */
function verified(
  facts: Extract<BorrowerFacts, { kind: 'PERSON' }>,
  modality: 'FACE' | 'FINGERPRINT',
): Fact<Shown> {
  if (!facts.biometrics.known) return facts.biometrics;
  const last = facts.biometrics.value.find((one) => one.modality === modality);
  if (!last) return missing('NOT_RECORDED', 'biometrics');
  const { verdict, liveness, observedAt, consentNo } = last;
  return known(text(`${verdict} ${liveness}`), 'biometrics', { observedAt, consentNo });
}
