import { ERROR_CATALOGUE } from '../kernel';

const rows = Object.entries(ERROR_CATALOGUE).map(
  ([code, { status, text, mend }]) =>
    `| \`${code}\` | ${status} | ${text} | ${mend.replaceAll('|', '\\|')} |`,
);

process.stdout.write(`# Errors

Every mistake that a caller can be told about, by \`extensions.code\`. Expected outcomes of a look-up or of a bureau are types
in the schema, not errors. Every answer carries \`extensions.correlationId\`; the operators can find it in the log.
Generated from the catalogue in \`src/kernel/errors.ts\`.

| code | status | what it says | what to do |
|---|---|---|---|
${rows.join('\n')}
`);
