import { useCallback, useMemo, useRef, useState } from 'react';
import type { Found } from '../../model/answer/read-answer';
import { looksOf } from '../../model/drawing/looks';
import { writeSvg } from '../../model/drawing/svg';
import type { Picture } from '../../model/picture/picture';
import { applyFilter, type Emphasis, emphases, NO_FILTER, search } from '../../model/picture/select';
import { Details } from '../side/details';
import { Legend } from '../side/legend';
import { NodeList, nodeWords } from '../side/node-list';
import { SideTabs } from '../side/side-tabs';
import { CanvasRegion } from '../surface/canvas-region';
import type { Surface } from '../surface/surface';
import type { LayoutName } from '../surface/use-layout';
import { savePng, saveSvg } from './export';
import { Notices } from './notices';
import { Toolbar } from './toolbar';
import { useExpansion } from './use-expansion';
import { useTheme } from './use-graphiql';

interface PictureViewProps {
  /** Of the answer; another one wants another `key`. */
  picture: Picture;
  /** Everything of the answer that can be drawn, for what may be set off. */
  found: readonly Found[];
  errors: readonly string[];
  /** Of the panel: another value wants another arrangement. */
  size: unknown;
}

/** In a picture with more nodes than this, the neighbours of an opened node are set off. */
const CROWD = 40;

/** One picture with its tools. */
export function PictureView({ picture: base, found, errors, size }: PictureViewProps) {
  const theme = useTheme();
  const { picture, expanding, problem, expand } = useExpansion(base);
  const [layout, setLayout] = useState<LayoutName>('distance');
  const [filter, setFilter] = useState(NO_FILTER);
  const [searched, setSearched] = useState('');
  const [chosenEmphasis, setChosenEmphasis] = useState('');
  /** Where the keys are. */
  const [current, setCurrent] = useState<string | null>(null);
  /** What the details speak of. */
  const [opened, setOpened] = useState<string | null>(null);
  const [tab, setTab] = useState('Legend');
  const [saveProblem, setSaveProblem] = useState<string | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const surface = useRef<Surface | null>(null);
  const onReady = useCallback((ready: Surface | null) => {
    surface.current = ready;
  }, []);

  const visible = useMemo(() => applyFilter(picture, filter), [picture, filter]);
  const hits = useMemo(() => search(visible, searched), [visible, searched]);
  const hitSet = useMemo(() => new Set(hits), [hits]);
  const choices = useMemo(() => emphases(picture, found), [picture, found]);
  const chosen = choices.find(({ key }) => key === chosenEmphasis) ?? null;
  const emphasis = useMemo(() => {
    if (chosen !== null) return chosen;
    if (searched.trim() !== '') return { nodes: hitSet, edges: new Set<string>() };
    return opened !== null && picture.nodes.length > CROWD ? surroundings(picture, opened) : null;
  }, [chosen, searched, hitSet, picture, opened]);
  const announced = picture.nodes.find(({ id }) => id === current);

  function open(id: string | null): void {
    setOpened(id);
    setCurrent(id);
    if (id !== null) setTab('Details');
  }

  /** Opens it without leaving the list: else no second click could reach it. */
  function mark(id: string): void {
    setOpened(id);
    setCurrent(id);
  }

  function expandId(id: string): void {
    const node = picture.nodes.find((one) => one.id === id);
    if (node === undefined) return;
    open(id);
    void expand(node);
  }

  function nextHit(): void {
    const next = hits[(hits.indexOf(current ?? '') + 1) % hits.length];
    if (next !== undefined) open(next);
  }

  async function save(format: 'png' | 'svg'): Promise<void> {
    if (surface.current === null) return;
    setSaveProblem(null);
    const svg = writeSvg(visible, surface.current.positions(), looksOf(theme), chosen);
    try {
      if (format === 'svg') saveSvg(svg, 'risk-graph');
      else await savePng(svg, 'risk-graph');
    } catch (error) {
      setSaveProblem(error instanceof Error ? error.message : String(error));
    }
  }

  const farthest = picture.nodes.reduce((most, { distance }) => Math.max(most, distance ?? 0), 0);
  const problems = [...errors, problem, saveProblem].filter((one) => one !== null);
  return (
    <>
      <Toolbar
        searchField={searchField}
        searched={searched}
        foundCount={hits.length}
        onSearch={setSearched}
        onNextFound={nextHit}
        layout={layout}
        onLayout={setLayout}
        distances={farthest}
        maxDistance={filter.maxDistance}
        onMaxDistance={(maxDistance) => setFilter({ ...filter, maxDistance })}
        emphases={choices}
        emphasis={chosen?.key ?? ''}
        onEmphasis={setChosenEmphasis}
        onSave={save}
      />
      <Notices picture={picture} problems={problems} />
      <div className="risk-graph-body">
        <CanvasRegion
          picture={picture}
          visible={visible}
          layout={layout}
          size={size}
          theme={theme}
          emphasis={emphasis}
          current={current}
          announcement={announced === undefined ? '' : nodeWords(announced)}
          onMove={setCurrent}
          onOpen={open}
          onExpand={expandId}
          onSearch={() => searchField.current?.focus()}
          onReady={onReady}
        />
        <SideTabs
          chosen={tab}
          onChoose={setTab}
          tabs={{
            Legend: () => <Legend picture={picture} theme={theme} filter={filter} onFilter={setFilter} />,
            Details: () => (
              <Details
                picture={picture}
                opened={opened}
                expanding={expanding !== null}
                onOpen={open}
                onExpand={expandId}
              />
            ),
            Nodes: () => (
              <NodeList
                nodes={visible.nodes}
                found={hitSet}
                current={current}
                onMove={mark}
                onOpen={open}
                onExpand={expandId}
              />
            ),
          }}
        />
      </div>
    </>
  );
}

/** A node with its neighbours, or an edge with its ends. */
function surroundings({ edges }: Picture, id: string): Pick<Emphasis, 'nodes' | 'edges'> {
  const near = edges.filter((edge) => edge.id === id || edge.from === id || edge.to === id);
  const isEdge = edges.some((edge) => edge.id === id);
  return {
    nodes: new Set([...(isEdge ? [] : [id]), ...near.flatMap(({ from, to }) => [from, to])]),
    edges: new Set(near.map((edge) => edge.id)),
  };
}
