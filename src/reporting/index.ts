/**
 * What bureaus are owed of loans, and what borrowers say to it. Other modules may ask whether a loan is in dispute; what
 * is reported, and when, is decided here alone.
 */
export { loanIsDisputed } from './objections/api/objection-list.repository';
