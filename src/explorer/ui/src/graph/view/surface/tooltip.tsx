import type { Point } from '../../model/layout/layers';
import type { Picture, PictureEdge, PictureNode } from '../../model/picture/picture';
import {
  chineseOf,
  edgeKindWords,
  levelWords,
  nodeKindWords,
  plain,
  weightWords,
} from '../../model/picture/words';

interface TooltipProps {
  picture: Picture;
  /** Id of what is pointed at. */
  of: string;
  at: Point;
  /** Of the panel, so that it stays in it. */
  width: number;
}

const WIDTH = 280;
/** More marks than these are counted, not told. */
const MARKS = 3;

/** What the pointer is over, in a few words. */
export function Tooltip({ picture, of, at, width }: TooltipProps) {
  const node = picture.nodes.find(({ id }) => id === of);
  const edge = node === undefined ? picture.edges.find(({ id }) => id === of) : undefined;
  const left = Math.max(4, Math.min(at.x + 14, width - WIDTH - 4));
  return (
    <div className="risk-graph-tooltip" role="tooltip" style={{ left, top: at.y + 18, width: WIDTH }}>
      {node !== undefined && <NodeLines node={node} />}
      {edge !== undefined && <EdgeLines edge={edge} picture={picture} />}
    </div>
  );
}

function NodeLines({ node: { label, kind, root, distance, level, marks } }: { node: PictureNode }) {
  const where = root ? 'root' : distance === null ? null : `distance ${distance}`;
  return (
    <>
      <strong>{label}</strong>
      <p>
        {nodeKindWords(kind)} <span lang="zh">{chineseOf(kind)}</span>
        {where === null ? '' : `, ${where}`}
      </p>
      <p>
        {levelWords(level)} <span lang="zh">{chineseOf(level)}</span>
      </p>
      {marks.slice(0, MARKS).map((mark) => (
        <p key={JSON.stringify(mark)} data-level={mark.level}>
          {mark.text ?? plain(mark.code)} <span lang="zh">{mark.textZh}</span>
        </p>
      ))}
      {marks.length > MARKS && <p>and {marks.length - MARKS} more marks</p>}
    </>
  );
}

function EdgeLines({ edge, picture }: { edge: PictureEdge; picture: Picture }) {
  const labelOf = (id: string) => picture.nodes.find((one) => one.id === id)?.label ?? id;
  const times = [edge.since === null ? null : `since ${edge.since}`, edge.until && `until ${edge.until}`];
  return (
    <>
      <strong>
        {edgeKindWords(edge.kind)} <span lang="zh">{chineseOf(edge.kind)}</span>{' '}
        {weightWords(edge.weight, edge.weightUnit)}
      </strong>
      <p>
        {labelOf(edge.from)} → {labelOf(edge.to)}
      </p>
      <p>{[...times, edge.evidence].filter(Boolean).join(' · ')}</p>
    </>
  );
}
