/** A text as a cell of a CSV file, safe to open in a table program. */
export function csvCell(text: string): string {
  // A table program takes a cell that begins like this for a formula.
  const plain = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
