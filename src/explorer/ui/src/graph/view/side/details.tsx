import { Fragment } from 'react';
import type { Mark, Picture, PictureEdge, PictureNode } from '../../model/picture/picture';
import {
  chineseOf,
  edgeKindWords,
  levelWords,
  nodeKindWords,
  plain,
  weightWords,
} from '../../model/picture/words';

interface DetailsProps {
  picture: Picture;
  /** Id of the node or edge that was opened. */
  opened: string | null;
  /** While the neighbours of this node are asked for. */
  expanding: boolean;
  onOpen(id: string): void;
  onExpand(id: string): void;
}

/** All that the answer says of one node or edge. */
export function Details({ picture, opened, expanding, onOpen, onExpand }: DetailsProps) {
  const node = picture.nodes.find(({ id }) => id === opened);
  const edge = picture.edges.find(({ id }) => id === opened);
  const labelOf = (id: string) => picture.nodes.find((one) => one.id === id)?.label ?? id;
  if (node !== undefined) {
    const edges = picture.edges.filter(({ from, to }) => from === node.id || to === node.id);
    return (
      <div className="risk-graph-details">
        <h3>{node.label}</h3>
        <p>
          {[nodeKindWords(node.kind), chineseOf(node.kind)].join(' ')}, {distanceWords(node)}
        </p>
        <button type="button" disabled={expanding} onClick={() => onExpand(node.id)}>
          {expanding ? 'Asking…' : 'Expand (E)'}
        </button>
        <Marks node={node} />
        <Pairs pairs={[...node.facts, ['id', node.id]]} />
        <h4>
          {edges.length} {edges.length === 1 ? 'edge' : 'edges'}
        </h4>
        <ul className="risk-graph-edges">
          {edges.map((one) => (
            <EdgeLine key={one.id} edge={one} from={node.id} labelOf={labelOf} onOpen={onOpen} />
          ))}
        </ul>
      </div>
    );
  }
  if (edge !== undefined) {
    return (
      <div className="risk-graph-details">
        <h3>
          {edgeKindWords(edge.kind)} <span lang="zh">{chineseOf(edge.kind)}</span>
        </h3>
        <p>
          <button type="button" onClick={() => onOpen(edge.from)}>
            {labelOf(edge.from)}
          </button>
          {' → '}
          <button type="button" onClick={() => onOpen(edge.to)}>
            {labelOf(edge.to)}
          </button>
        </p>
        <Pairs pairs={edgePairs(edge)} />
      </div>
    );
  }
  return <p>Choose a node or an edge: its marks, evidence and fields stand here.</p>;
}

function distanceWords({ root, distance }: PictureNode): string {
  if (root) return 'root';
  if (distance === null) return 'at an unknown distance';
  return distance === 1 ? '1 hop away' : `${distance} hops away`;
}

function Marks({ node }: { node: PictureNode }) {
  if (node.marks.length === 0) return <p className="risk-graph-level">Risk: {levelWords(node.level)}</p>;
  return (
    <>
      <p className="risk-graph-level">
        Risk: <strong>{levelWords(node.level)}</strong> <span lang="zh">{chineseOf(node.level)}</span>
      </p>
      <ul className="risk-graph-marks">
        {node.marks.map((mark) => (
          <li key={JSON.stringify(mark)} data-level={mark.level}>
            <MarkLines mark={mark} />
          </li>
        ))}
      </ul>
    </>
  );
}

function MarkLines({ mark: { code, level, text, textZh, since, evidence } }: { mark: Mark }) {
  return (
    <>
      <strong>{text ?? plain(code)}</strong> <span lang="zh">{textZh}</span>
      <small>
        {[
          levelWords(level),
          code,
          since === null ? null : `since ${since}`,
          evidence === null ? null : `evidence: ${evidence}`,
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </small>
    </>
  );
}

interface EdgeLineProps {
  edge: PictureEdge;
  /** The node that the edge is seen from. */
  from: string;
  labelOf(id: string): string;
  onOpen(id: string): void;
}

function EdgeLine({ edge, from, labelOf, onOpen }: EdgeLineProps) {
  const out = edge.from === from;
  const other = out ? edge.to : edge.from;
  return (
    <li>
      <button type="button" onClick={() => onOpen(edge.id)} aria-label={`Edge: ${edgeKindWords(edge.kind)}`}>
        {out ? '→' : '←'} {edgeKindWords(edge.kind)}
      </button>{' '}
      <button type="button" onClick={() => onOpen(other)}>
        {labelOf(other)}
      </button>
      <small>
        {edgePairs(edge)
          .map(([name, value]) => (name === 'weight' ? value : `${name} ${value}`))
          .join(' · ')}
      </small>
    </li>
  );
}

function edgePairs({ weight, weightUnit, since, until, source, evidence }: PictureEdge): [string, string][] {
  const pairs: [string, string | null][] = [
    ['weight', weightWords(weight, weightUnit)],
    ['since', since],
    ['until', until],
    ['source', source],
    ['evidence', evidence],
  ];
  return pairs.filter((pair): pair is [string, string] => pair[1] !== null);
}

function Pairs({ pairs }: { pairs: readonly (readonly [string, string])[] }) {
  return (
    <dl>
      {pairs.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
