import { type ReactNode, useMemo } from 'react';
import { type Outline as Corners, edgeLook, looksOf, shapeOf, type Theme } from '../../model/drawing/looks';
import { type Picture, RISK_LEVELS } from '../../model/picture/picture';
import { type Filter, kindCounts } from '../../model/picture/select';
import { chineseOf, edgeKindWords, levelWords, nodeKindWords } from '../../model/picture/words';

interface LegendProps {
  picture: Picture;
  theme: Theme;
  filter: Filter;
  onFilter(filter: Filter): void;
}

/** What the signs mean; the kinds are switches, too. */
export function Legend({ picture, theme, filter, onFilter }: LegendProps) {
  const looks = looksOf(theme);
  const nodeKinds = useMemo(() => kindCounts(picture.nodes), [picture]);
  const edgeKinds = useMemo(() => kindCounts(picture.edges), [picture]);
  const levels = RISK_LEVELS.map((level) => ({
    level,
    count: picture.nodes.filter((node) => node.level === level).length,
  }));
  return (
    <div className="risk-graph-legend">
      <h3>Risk</h3>
      <ul>
        {levels.map(({ level, count }) => {
          const { fill, border, borderWidth, sign, signColour } = looks.levels[level];
          return (
            <li key={level}>
              <Sample>
                <Outline shape={null} fill={fill} stroke={border} strokeWidth={borderWidth * 0.8} />
                <text x="12" y="15.5" fontSize="10" fontWeight="700" textAnchor="middle" fill={signColour}>
                  {sign}
                </text>
              </Sample>
              <Words value={level} words={levelWords(level)} count={count} />
            </li>
          );
        })}
      </ul>
      <h3>Nodes</h3>
      <ul>
        {nodeKinds.map(({ kind, count }) => (
          <li key={kind}>
            <button
              type="button"
              aria-pressed={!filter.hiddenNodeKinds.has(kind)}
              onClick={() => onFilter({ ...filter, hiddenNodeKinds: toggled(filter.hiddenNodeKinds, kind) })}
            >
              <Sample>
                <Outline shape={shapeOf(kind)} fill="none" stroke={looks.faint} strokeWidth={1.5} />
              </Sample>
              <Words value={kind} words={nodeKindWords(kind)} count={count} />
            </button>
          </li>
        ))}
      </ul>
      {edgeKinds.length > 0 && <h3>Edges</h3>}
      <ul>
        {edgeKinds.map(({ kind, count }) => {
          const { colour, dash, width } = edgeLook(looks, kind);
          return (
            <li key={kind}>
              <button
                type="button"
                aria-pressed={!filter.hiddenEdgeKinds.has(kind)}
                onClick={() =>
                  onFilter({ ...filter, hiddenEdgeKinds: toggled(filter.hiddenEdgeKinds, kind) })
                }
              >
                <Sample>
                  <path d="M1 12H23" stroke={colour} strokeWidth={width} strokeDasharray={dash?.join(' ')} />
                </Sample>
                <Words value={kind} words={edgeKindWords(kind)} count={count} />
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function toggled(set: ReadonlySet<string>, value: string): Set<string> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

function Sample({ children }: { children: ReactNode }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      {children}
    </svg>
  );
}

function Outline({ shape, ...paint }: { shape: Corners; fill: string; stroke: string; strokeWidth: number }) {
  if (shape === null) return <circle cx="12" cy="12" r="9" {...paint} />;
  return <polygon points={shape.map(([x, y]) => `${12 + 9 * x},${12 + 9 * y}`).join(' ')} {...paint} />;
}

function Words({ value, words, count }: { value: string; words: string; count: number }) {
  return (
    <>
      <span>
        {words} <span lang="zh">{chineseOf(value)}</span>
      </span>
      <span className="risk-graph-count">{count}</span>
    </>
  );
}
