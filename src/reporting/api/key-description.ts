/** Of the argument `idempotencyKey`. */
export const KEY_DESCRIPTION =
  "The client's own name for this request, 1 to 64 printable ASCII characters without blanks: a repeat under it is answered from the first, and does nothing twice.";
