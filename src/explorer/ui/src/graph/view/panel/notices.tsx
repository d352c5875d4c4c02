import type { Cut, Picture } from '../../model/picture/picture';
import { cutReasonWords, edgeKindWords } from '../../model/picture/words';

/** More lines than these hide the picture that they speak of. */
const LINES = 4;

/** What the picture leaves out: by the server, by the answer, by what could not be drawn. */
export function Notices({ picture, problems }: { picture: Picture; problems: readonly string[] }) {
  const labels = new Map(picture.nodes.map(({ id, label }) => [id, label]));
  const { cuts, gaps } = picture;
  return (
    <>
      {problems.length > 0 && <Notice kind="problem" title="The answer holds errors too." lines={problems} />}
      {cuts.length > 0 && (
        <Notice
          kind="truncated"
          title="Truncated: the server left out a part of the graph."
          lines={cuts.map((cut) => cutSentence(cut, labels))}
        />
      )}
      {gaps.length > 0 && <Notice kind="gap" title="Not all of the answer can be drawn." lines={gaps} />}
    </>
  );
}

function Notice({ kind, title, lines }: { kind: string; title: string; lines: readonly string[] }) {
  const more = lines.length - LINES;
  return (
    <div className="risk-graph-notice" data-kind={kind} role="status">
      <strong>{title}</strong>
      <ul>
        {lines.slice(0, LINES).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  );
}

function cutSentence(
  { nodeId, kind, reason, found, kept }: Cut,
  labels: ReadonlyMap<string, string>,
): string {
  const where = nodeId === null ? '' : ` at ${labels.get(nodeId) ?? `…${nodeId.slice(-6)}`}`;
  const what = kind === null ? '' : `, ${edgeKindWords(kind)}`;
  const many = found === null ? '' : `: ${kept ?? 0} of ${found.toLocaleString('en')} kept`;
  return `${cutReasonWords(reason)}${where}${what}${many}`;
}
