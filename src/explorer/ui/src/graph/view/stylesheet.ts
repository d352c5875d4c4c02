/** The looks, as cytoscape wants them. */
import type { StylesheetJson } from 'cytoscape';
import { EDGE_FAMILIES, type Looks, looksOf, type Theme } from '../model/looks';
import { ABSENT_KIND, RISK_LEVELS } from '../model/picture';

/** Smaller than this on the screen a text cannot be read, and is not drawn: most of the time goes into texts. */
const READABLE = 6.5;
const FADED = 0.22;

export function stylesheet(theme: Theme): StylesheetJson {
  const looks = looksOf(theme);
  const font = getComputedStyle(document.body).fontFamily;
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)',
        width: 'data(size)',
        height: 'data(size)',
        shape: 'data(shape)' as 'ellipse',
        'shape-polygon-points': 'data(corners)',
        color: looks.text,
        'font-family': font,
        'font-size': 13,
        'min-zoomed-font-size': READABLE,
        'text-valign': 'bottom',
        'text-margin-y': 5,
        'text-outline-color': looks.background,
        'text-outline-width': 2,
      },
    },
    ...levelStyles(looks),
    { selector: `node[kind = "${ABSENT_KIND}"]`, style: { 'border-style': 'dashed' } },
    {
      selector: 'node[?root]',
      style: { 'outline-color': looks.accent, 'outline-width': 2, 'outline-offset': 4, 'text-margin-y': 11 },
    },
    {
      selector: 'node.name-beside',
      style: { 'text-valign': 'center', 'text-halign': 'right', 'text-margin-x': 7, 'text-margin-y': 0 },
    },
    {
      selector: 'edge',
      style: {
        'source-label': 'data(startWords)',
        'target-label': 'data(endWords)',
        'source-text-offset': 'data(wordsOffset)',
        'target-text-offset': 'data(wordsOffset)',
        'source-text-rotation': 'autorotate',
        'target-text-rotation': 'autorotate',
        'curve-style': 'unbundled-bezier',
        'control-point-distances': 'data(bend)',
        'control-point-weights': 0.5,
        'edge-distances': 'node-position',
        'target-arrow-shape': 'triangle',
        'arrow-scale': 0.9,
        color: looks.text,
        'font-family': font,
        'font-size': 11,
        'min-zoomed-font-size': READABLE,
        'text-background-color': looks.background,
        'text-background-opacity': 0.85,
        'text-background-padding': '1px',
        'loop-direction': '0deg',
      },
    },
    ...familyStyles(looks),
    { selector: 'edge[bend = 0]', style: { 'curve-style': 'straight' } },
    { selector: 'edge.crowd', style: { 'line-opacity': 0.45, 'arrow-scale': 0.7 } },
    { selector: 'edge.crowd.set-off', style: { 'line-opacity': 1 } },
    { selector: '.faded', style: { opacity: FADED } },
    { selector: 'edge.set-off', style: { 'z-index': 5 } },
    {
      selector: 'node.found',
      style: { 'underlay-color': looks.accent, 'underlay-opacity': 0.3, 'underlay-padding': 8 },
    },
    {
      selector: 'node.current',
      style: {
        opacity: 1,
        'overlay-color': looks.accent,
        'overlay-opacity': 0.18,
        'overlay-padding': 10,
        'font-weight': 'bold',
        'min-zoomed-font-size': 0,
        'z-index': 10,
      },
    },
    {
      selector: 'edge.current',
      style: { opacity: 1, 'overlay-color': looks.accent, 'overlay-opacity': 0.25 },
    },
    { selector: '.hidden', style: { display: 'none' } },
  ] as StylesheetJson;
}

/** A selector for each family: cytoscape would call a function for each edge at each change. */
function familyStyles({ edges }: Looks) {
  return EDGE_FAMILIES.map((family) => {
    const { colour, dash, width } = edges[family];
    const line =
      dash === null ? { 'line-style': 'solid' } : { 'line-style': 'dashed', 'line-dash-pattern': [...dash] };
    const style = { ...line, width, 'line-color': colour, 'target-arrow-color': colour };
    return { selector: `edge[family = "${family}"]`, style };
  });
}

function levelStyles(looks: Looks) {
  return RISK_LEVELS.map((level) => {
    const { fill, border, borderWidth } = looks.levels[level];
    return {
      selector: `node[level = "${level}"]`,
      style: {
        'background-color': fill,
        'border-color': border,
        'border-width': borderWidth,
        ...signStyle(looks, level),
      },
    };
  });
}

/** The sign of a level as a picture, since a node has but one text. */
function signStyle(looks: Looks, level: (typeof RISK_LEVELS)[number]) {
  const { sign, signColour } = looks.levels[level];
  if (sign === '') return {};
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="20" y="28" font-size="22" font-weight="700" font-family="sans-serif" text-anchor="middle" fill="${signColour}">${sign}</text></svg>`;
  return {
    'background-image': `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`,
    'background-fit': 'cover',
    'background-width': '100%',
    'background-height': '100%',
    'background-clip': 'none',
    'background-image-containment': 'over',
  };
}
