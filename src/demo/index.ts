/**
 * A fictional ecosystem that stands still on one business date and tells stories: who is in it, and the records, which
 * come in through bulk-import as real ones would. Development and tests only.
 */
export { DEMO_BUSINESS_DATE } from './business-date';
export { fictionalMobile, fictionalPersonName, fictionalResidentId } from './identities';
export { PERSONAS } from './personas';
export { DEMO_SOURCE, seedDemo } from './seed';
