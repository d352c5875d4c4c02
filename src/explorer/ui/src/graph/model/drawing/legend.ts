/** What the signs of a drawing mean, for whoever has the drawing alone. */
import { type Picture, RISK_LEVELS } from '../picture/picture';
import { chineseOf, edgeKindWords, levelWords, nodeKindWords } from '../picture/words';
import { outline, signShapes } from './draw';
import { NAME_SIZE, widthOf } from './labels';
import { edgeLook, type Looks, shapeOf } from './looks';
import { type Shape, shape } from './shape';

const ROW = 22;
const SIGN = 30;
const TEXT_SIZE = NAME_SIZE - 1;

export function drawLegend({ nodes, edges }: Picture, looks: Looks) {
  const levels = RISK_LEVELS.filter((level) => nodes.some((node) => node.level === level));
  const nodeKinds = [...new Set(nodes.map(({ kind }) => kind))];
  const edgeKinds = [...new Set(edges.map(({ kind }) => kind))];
  const rows = [
    ...levels.map((level) => {
      const { fill, border, borderWidth, sign, signColour } = looks.levels[level];
      const paint = { fill, stroke: border, 'stroke-width': borderWidth };
      const drawn = [outline(null, 8, paint), ...signShapes(sign, signColour, 9)];
      return { drawn, words: bothWords(levelWords(level), level) };
    }),
    ...nodeKinds.map((kind) => {
      const paint = { fill: 'none', stroke: looks.faint, 'stroke-width': 1.5 };
      return { drawn: [outline(shapeOf(kind), 8, paint)], words: bothWords(nodeKindWords(kind), kind) };
    }),
    ...edgeKinds.map((kind) => {
      const { colour, dash, width } = edgeLook(looks, kind);
      const stroke = { stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash?.join(' ') };
      return {
        drawn: [shape('path', { d: 'M -11 0 H 11', ...stroke })],
        words: bothWords(edgeKindWords(kind), kind),
      };
    }),
  ];
  const width = SIGN + Math.max(0, ...rows.map(({ words }) => widthOf(words, TEXT_SIZE)));
  const shapes = rows.map(
    ({ drawn, words }, index): Shape =>
      shape(
        'g',
        { transform: `translate(11 ${index * ROW + 10})` },
        ...drawn,
        shape('text', { x: 19, y: 4, 'font-size': TEXT_SIZE, fill: looks.text }, words),
      ),
  );
  return { shapes, width, height: rows.length * ROW };
}

const bothWords = (english: string, value: string): string => `${english} ${chineseOf(value)}`.trim();
