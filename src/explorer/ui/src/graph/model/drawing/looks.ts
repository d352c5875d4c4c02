/**
 * Colours and shapes, for the canvas, the SVG and the legend alike. No meaning hangs on colour alone: a level is also
 * a sign in the node and the strength of its border, a kind of node is a shape, a family of edges is a pattern of line.
 */
import { ABSENT_KIND, type PictureNode, RISK_LEVELS, type RiskLevel } from '../picture/picture';

export type Theme = 'light' | 'dark';

export interface LevelLook {
  fill: string;
  border: string;
  borderWidth: number;
  /** Stands in the node. */
  sign: string;
  signColour: string;
}

export interface EdgeLook {
  colour: string;
  /** Lengths of dash and gap; null is a full line. */
  dash: readonly [number, number] | null;
  width: number;
}

export interface Looks {
  background: string;
  text: string;
  faint: string;
  accent: string;
  levels: Readonly<Record<RiskLevel, LevelLook>>;
  edges: Readonly<Record<EdgeFamily, EdgeLook>>;
}

/** From pale to dark, so that the order of the levels shows in grey too and to every kind of colour vision. */
const LIGHT_LEVELS: Looks['levels'] = {
  NONE: { fill: '#dbe5f1', border: '#64789a', borderWidth: 1.5, sign: '', signColour: '#24324a' },
  WATCH: { fill: '#f7cf5c', border: '#8a6300', borderWidth: 2.5, sign: '!', signColour: '#3a2a00' },
  HIGH: { fill: '#e5731f', border: '#7a3100', borderWidth: 3.5, sign: '!!', signColour: '#240e00' },
  SEVERE: { fill: '#9c0f3f', border: '#4a0019', borderWidth: 4.5, sign: '!!!', signColour: '#ffffff' },
};

const DARK_LEVELS: Looks['levels'] = {
  NONE: { fill: '#46566f', border: '#9fb2cf', borderWidth: 1.5, sign: '', signColour: '#ffffff' },
  WATCH: { fill: '#f7cf5c', border: '#fff0bf', borderWidth: 2.5, sign: '!', signColour: '#3a2a00' },
  HIGH: { fill: '#ee8434', border: '#ffd9b8', borderWidth: 3.5, sign: '!!', signColour: '#240e00' },
  SEVERE: { fill: '#c2185b', border: '#ffc2da', borderWidth: 4.5, sign: '!!!', signColour: '#ffffff' },
};

/** Kinds of edges that look alike. */
export const EDGE_FAMILIES = ['control', 'guarantee', 'people', 'shared', 'trade', 'holding'] as const;
export type EdgeFamily = (typeof EDGE_FAMILIES)[number];

const FAMILY_OF: Readonly<Record<string, EdgeFamily>> = {
  LEGAL_REPRESENTATIVE: 'control',
  SHAREHOLDER: 'control',
  EXECUTIVE: 'control',
  SUPERVISOR: 'control',
  BRANCH: 'control',
  INVESTOR: 'control',
  GUARANTOR: 'guarantee',
  CREDITOR: 'guarantee',
  SPOUSE: 'people',
  FAMILY: 'people',
  CONTACT: 'people',
  USES_DEVICE: 'shared',
  REACHED_AT: 'shared',
  SHARES: 'shared',
  TRADES_WITH: 'trade',
  DEAL: 'trade',
};

export const edgeLook = ({ edges }: Looks, kind: string): EdgeLook => edges[edgeFamilyOf(kind)];

/** The family of a kind; a kind that is not known yet holds something. */
const edgeFamilyOf = (kind: string): EdgeFamily => FAMILY_OF[kind] ?? 'holding';

/** Hues of Okabe and Ito's palette, darker or lighter for the contrast with the background. */
const LIGHT_EDGES: Looks['edges'] = {
  control: { colour: '#0067a8', dash: null, width: 2 },
  guarantee: { colour: '#b34700', dash: [9, 4], width: 2.5 },
  people: { colour: '#a0467d', dash: [2, 4], width: 2 },
  shared: { colour: '#007a5a', dash: [5, 5], width: 2 },
  trade: { colour: '#6b4fa3', dash: null, width: 3 },
  holding: { colour: '#66758f', dash: null, width: 1.25 },
};

const DARK_EDGES: Looks['edges'] = {
  control: { colour: '#6cbcf0', dash: null, width: 2 },
  guarantee: { colour: '#ff9d5c', dash: [9, 4], width: 2.5 },
  people: { colour: '#e59ac6', dash: [2, 4], width: 2 },
  shared: { colour: '#4fd1a5', dash: [5, 5], width: 2 },
  trade: { colour: '#bba6f0', dash: null, width: 3 },
  holding: { colour: '#8fa0bb', dash: null, width: 1.25 },
};

const LOOKS: Readonly<Record<Theme, Looks>> = {
  light: {
    background: '#ffffff',
    text: '#2b3950',
    faint: '#5b6b85',
    accent: '#d60690',
    levels: LIGHT_LEVELS,
    edges: LIGHT_EDGES,
  },
  dark: {
    background: '#212a3b',
    text: '#dbe4f2',
    faint: '#a9b7cd',
    accent: '#ff5fc8',
    levels: DARK_LEVELS,
    edges: DARK_EDGES,
  },
};

export const looksOf = (theme: Theme): Looks => LOOKS[theme];

/** Corners of a shape within the square from -1 to 1, clockwise from the top; null is a circle. */
export type Outline = readonly Point2[] | null;
type Point2 = readonly [x: number, y: number];

const HALF = Math.sqrt(3) / 2;

const SHAPES: Readonly<Record<string, Outline>> = {
  SUBJECT: null,
  ACCOUNT: [
    [-0.9, -0.62],
    [0.9, -0.62],
    [0.9, 0.62],
    [-0.9, 0.62],
  ],
  SUPPLIER: [
    [-0.5, -HALF],
    [0.5, -HALF],
    [1, 0],
    [0.5, HALF],
    [-0.5, HALF],
    [-1, 0],
  ],
  DEALER: [
    [0, -1],
    [0.95, -0.31],
    [0.59, 0.81],
    [-0.59, 0.81],
    [-0.95, -0.31],
  ],
  DEVICE: [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
  CONTACT_POINT: [
    [0, -0.95],
    [1, 0.8],
    [-1, 0.8],
  ],
  LOAN: [
    [-0.78, -0.78],
    [0.78, -0.78],
    [0.78, 0.78],
    [-0.78, 0.78],
  ],
  ABSENT: [
    [-0.33, -1],
    [0.33, -1],
    [0.33, -0.33],
    [1, -0.33],
    [1, 0.33],
    [0.33, 0.33],
    [0.33, 1],
    [-0.33, 1],
    [-0.33, 0.33],
    [-1, 0.33],
    [-1, -0.33],
    [-0.33, -0.33],
  ],
};

/** Of kinds that are not known yet. */
const OTHER_SHAPE: Outline = [
  [-0.5, -0.9],
  [0.5, -0.9],
  [1, 0.9],
  [-1, 0.9],
];

export function shapeOf(kind: string): Outline {
  const shape = SHAPES[kind];
  return shape === undefined ? OTHER_SHAPE : shape;
}

/** Half of a node's width and height, in units of the picture. */
export function radiusOf({ kind, root, level }: Pick<PictureNode, 'kind' | 'root' | 'level'>): number {
  if (kind === ABSENT_KIND) return 9;
  const base = kind === 'SUBJECT' ? 18 : 16;
  return base + (root ? 6 : 0) + 1.5 * RISK_LEVELS.indexOf(level);
}
