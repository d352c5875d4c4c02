/**
 * The only source of identities for demo data, tests and examples: identifiers whose check digits are right and that
 * cannot belong to a person, a firm or a card, and names to go with them. Pure and deterministic.
 * Nothing here may be loaded into a production database.
 */
export {
  fictionalBankCard,
  fictionalCreditCode,
  fictionalMobile,
  fictionalResidentId,
} from './fictional-identifiers';
export { fictionalFirmName, fictionalPersonName } from './fictional-names';
