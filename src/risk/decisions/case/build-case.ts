import type { BorrowerFacts } from '../../facts/borrower-facts';
import { derived, missing } from '../../facts/fact';
import type { Indicator } from '../../indicators/indicator';
import type { CaseFile, Disputed, Input, LoanRequest, Signal } from './case-file';
import { FIRM_FEATURES, firmFeatures, firmMeans } from './firm-inputs';
import { PERSON_FEATURES, personFeatures, personMeans } from './person-inputs';

/** The names that a model of such borrowers may ask for. */
export const DECISION_FEATURES = { PERSON: PERSON_FEATURES, ENTERPRISE: FIRM_FEATURES } as const;

/**
 * The case of a borrower. What he disputes is left out first, so that no figure is made of it and no indicator sees it:
 * a disputed loan as if it were not there, a disputed bureau as one that has not answered. Pure where `judge` is.
 */
export function buildCase(
  request: LoanRequest,
  facts: BorrowerFacts,
  judge: (facts: BorrowerFacts) => readonly Indicator[],
  disputed: readonly Disputed[] = [],
): CaseFile {
  const undisputed = withoutDisputed(facts, disputed);
  const { subjectId, kind, asOf, reports } = undisputed;
  return {
    form: 1,
    subjectId,
    kind,
    asOf,
    request,
    ...inputsOf(undisputed, request.currency),
    bureaus: reports
      .map(({ bureau, report }) => ({
        bureau,
        missing: report.known ? null : report.reason,
        observedAt: report.observedAt,
        consentNo: report.consentNo,
      }))
      .filter((each) => each.missing !== 'NOT_COVERED'),
    signals: judge(undisputed).flatMap(signalsOf),
    disputed,
  };
}

function inputsOf(
  facts: BorrowerFacts,
  currency: string,
): Record<'features' | 'means', Record<string, Input>> {
  return facts.kind === 'PERSON'
    ? { features: personFeatures(facts, currency), means: personMeans(facts, currency) }
    : { features: firmFeatures(facts, currency), means: firmMeans(facts, currency) };
}

function withoutDisputed<Facts extends BorrowerFacts>(facts: Facts, disputed: readonly Disputed[]): Facts {
  const isDisputed = (kind: Disputed['kind'], reference: string) =>
    disputed.some((each) => each.kind === kind && each.reference === reference);
  return {
    ...facts,
    loans: derived(facts.loans, (loans) => loans.filter(({ loanNo }) => !isDisputed('LOAN', loanNo))),
    reports: facts.reports.map((each) =>
      each.report.known && isDisputed('BUREAU', each.bureau)
        ? { ...each, report: missing('INVALID', each.bureau, { place: 'disputed' }) }
        : each,
    ),
  };
}

/** What an indicator found. One that found nothing because something is missing says so. */
function signalsOf({ kind, level, version, policyVersion, nullRule, evidence }: Indicator): Signal[] {
  const judged = { kind, version, policyVersion };
  if (level === 'UNKNOWN')
    return [
      {
        ...judged,
        code: `${kind}_UNKNOWN`,
        level,
        en: nullRule.en,
        zh: nullRule.zh,
        value: null,
        threshold: null,
        source: 'indicators',
        reference: null,
      },
    ];
  return evidence.map(({ code, level, en, zh, value, threshold, source, reference }) => ({
    ...judged,
    code,
    level,
    en,
    zh,
    value,
    threshold,
    source,
    reference,
  }));
}
