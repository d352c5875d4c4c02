/**
 * A fictional ecosystem that stands still on one business date and tells stories: who is in it, and the records, which
 * come in through bulk-import as real ones would. Development and tests only.
 */
export { DEMO_BUSINESS_DATE } from './business-date';
export { PERSONAS, type Persona } from './personas';
export { DEMO_SOURCE, type SeedResult, seedDemo } from './seed';
