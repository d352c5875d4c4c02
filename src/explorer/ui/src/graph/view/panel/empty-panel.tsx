import type { AnswerReading } from '../../model/answer/read-answer';
import { FIRST_QUERY } from '../../model/picture/expand';
import { useNewTab } from './use-graphiql';

/** Says why there is nothing to see, and what to ask for. */
export function EmptyPanel({ reading }: { reading: AnswerReading }) {
  const openTab = useNewTab();
  return (
    <div className="risk-graph-empty">
      <p role="status">{whyEmpty(reading)}</p>
      <p>
        Any operation whose answer holds a <code>riskGraph</code>, a <code>riskPath</code>, guarantee circles
        or shared rings with the fields below is drawn here, wherever it stands and whatever else is asked.
      </p>
      <pre>{FIRST_QUERY}</pre>
      <button type="button" onClick={() => openTab(FIRST_QUERY, JSON.stringify({ roots: [''] }, null, 2))}>
        Open it in a new tab
      </button>
      <p>
        A root is the <code>id</code> of any node: of a borrower, for example, as <code>borrower(key)</code>{' '}
        answers it.
      </p>
    </div>
  );
}

function whyEmpty(reading: AnswerReading): string {
  if (reading.state === 'NO_ANSWER') return 'This tab has no answer yet: run its operation.';
  if (reading.state === 'NOT_JSON') return 'The last answer is not JSON, so there is nothing to draw.';
  return reading.errors.length > 0
    ? `The last answer holds no graph, but errors: ${reading.errors[0]}`
    : 'The last answer holds no graph.';
}
