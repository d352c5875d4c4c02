import { useMemo, useRef, useState } from 'react';
import { type AnswerReading, type Found, readAnswer } from '../../model/answer/read-answer';
import { merge, type Picture } from '../../model/picture/picture';
import { EmptyPanel } from './empty-panel';
import { PictureView } from './picture-view';
import { useAnswer } from './use-graphiql';
import { useWidePane } from './use-wide-pane';
import './graph.css';

/** All graphs of the answer in one picture. */
const TOGETHER = '*';
const NONE: Found[] = [];

/** The panel: reads the answer, and lets one of its graphs be chosen. */
export default function GraphPanel() {
  const section = useRef<HTMLElement>(null);
  useWidePane(section);
  const answer = useAnswer();
  const reading = useMemo(() => readAnswer(answer), [answer]);
  const [wanted, setWanted] = useState<string | null>(null);
  const [large, setLarge] = useState(false);
  const found = foundIn(reading);
  const together = found.length > 1 && wanted === TOGETHER;
  // Whatever was chosen before may not be in this answer.
  const chosen =
    found.find(({ key }) => key === wanted) ?? found.find(({ kind }) => kind === 'GRAPH') ?? found[0];
  const picture = useMemo(
    () => (together ? merge(found.map((one) => one.picture)) : (chosen?.picture ?? null)),
    [together, found, chosen],
  );
  const version = useVersionOf(picture);
  return (
    <section
      ref={section}
      className={`risk-graph ${large ? 'risk-graph-large' : ''}`}
      aria-label="Risk graph"
    >
      <header className="risk-graph-head">
        <h2>Risk graph</h2>
        {found.length > 1 && (
          <select
            aria-label="Graph of the answer"
            value={together ? TOGETHER : chosen?.key}
            onChange={(event) => setWanted(event.target.value)}
          >
            {found.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
            <option value={TOGETHER}>All {found.length} together</option>
          </select>
        )}
        <button type="button" aria-pressed={large} onClick={() => setLarge(!large)}>
          {large ? 'Smaller' : 'Enlarge'}
        </button>
      </header>
      {picture === null ? (
        <EmptyPanel reading={reading} />
      ) : (
        <PictureView
          key={version}
          size={large}
          picture={picture}
          found={found}
          errors={reading.state === 'READ' ? reading.errors : []}
        />
      )}
    </section>
  );
}

function foundIn(reading: AnswerReading): Found[] {
  return reading.state === 'READ' ? reading.found : NONE;
}

/** Another number for another picture, so that what was expanded, filtered or opened in one is not kept for the next. */
function useVersionOf(picture: Picture | null): number {
  const [last, setLast] = useState({ picture, version: 0 });
  if (last.picture === picture) return last.version;
  const next = { picture, version: last.version + 1 };
  setLast(next);
  return next.version;
}
