/** A piece of a drawing as plain data: the page builds elements of it, an export writes it as text. */
export interface Shape {
  tag: string;
  /** One without a value is left out. */
  attributes: Readonly<Record<string, string | number | undefined>>;
  children: readonly (Shape | string)[];
}

export function shape(tag: string, attributes: Shape['attributes'], ...children: Shape['children']): Shape {
  return { tag, attributes, children };
}

/** As XML. What stands in texts and attributes stays text, whatever it is. */
export function written({ tag, attributes, children }: Shape): string {
  const named = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : written(child)));
  return inner.length === 0
    ? `<${tag}${named.join('')}/>`
    : `<${tag}${named.join('')}>${inner.join('')}</${tag}>`;
}

/** A length with the digits that can be seen. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Control characters have no place in XML at all. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to drop
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
