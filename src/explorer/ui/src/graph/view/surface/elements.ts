import type { Shape } from '../../model/drawing/shape';

const SVG = 'http://www.w3.org/2000/svg';

/** A shape as an element of the page. Texts become text, never markup. */
export function elementOf({ tag, attributes, children }: Shape): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(name, String(value));
  for (const child of children) element.append(typeof child === 'string' ? child : elementOf(child));
  return element;
}
