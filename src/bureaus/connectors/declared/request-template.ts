import type { OutboundField, OutboundValues } from '../outbound-data';
import { type Declaration, isPlaceholder, type RequestTemplate } from './declaration';

/** The fields that a template names, each once. */
export function fieldsOf(template: RequestTemplate): OutboundField[] {
  if (typeof template === 'string')
    return isPlaceholder(template) ? [template.slice(1) as OutboundField] : [];
  if (typeof template !== 'object') return [];
  return [...new Set(Object.values(template).flatMap(fieldsOf))];
}

/** The message: the template with values for its placeholders. What has no value is left out, of an object its key. */
export function fill(
  { request, codes, purposes }: Pick<Declaration, 'request' | 'codes' | 'purposes'>,
  values: OutboundValues<never>,
): object {
  const codedValue = (field: OutboundField): string | undefined => {
    const value = values[field];
    const table: Readonly<Record<string, string>> | undefined = field === 'purpose' ? purposes : codes[field];
    return value === undefined || !table ? value : Object.hasOwn(table, value) ? table[value] : table['*'];
  };
  const filled = (template: RequestTemplate): unknown => {
    if (typeof template === 'string')
      return isPlaceholder(template) ? codedValue(template.slice(1) as OutboundField) : template;
    if (Array.isArray(template)) return template.map(filled).filter((part) => part !== undefined);
    if (typeof template !== 'object') return template;
    return Object.fromEntries(
      Object.entries(template).flatMap(([key, part]) => {
        const value = filled(part);
        return value === undefined ? [] : [[key, value]];
      }),
    );
  };
  return filled(request) as object;
}
