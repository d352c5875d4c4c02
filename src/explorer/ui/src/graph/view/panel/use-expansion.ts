import { useMemo, useState } from 'react';
import { readAnswer } from '../../model/answer/read-answer';
import { EXPAND_QUERY, type ExpandVariables } from '../../model/picture/expand';
import { merge, neighbourhoodOf, type Picture, type PictureNode } from '../../model/picture/picture';
import { useOperation } from './use-graphiql';

export interface Expansion {
  /** The picture of the answer with everything that was asked for since. */
  picture: Picture;
  /** Id of the node whose neighbours are asked for. */
  expanding: string | null;
  /** A sentence on why the last one failed. */
  problem: string | null;
  expand(node: PictureNode): Promise<void>;
}

/** Neighbourhoods of nodes, by further queries under the editor's role, merged into a picture. */
export function useExpansion(base: Picture): Expansion {
  const run = useOperation();
  const [added, setAdded] = useState<readonly Picture[]>([]);
  const [expanding, setExpanding] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const picture = useMemo(() => (added.length === 0 ? base : merge([base, ...added])), [base, added]);

  async function expand(node: PictureNode): Promise<void> {
    if (expanding !== null) return;
    setExpanding(node.id);
    setProblem(null);
    try {
      const variables: ExpandVariables = { roots: [node.id] };
      const reading = readAnswer(await run(EXPAND_QUERY, variables));
      const found = reading.state === 'READ' ? reading.found[0] : undefined;
      const errors = reading.state === 'READ' ? reading.errors : [];
      if (found !== undefined) setAdded((before) => [...before, neighbourhoodOf(node, found.picture)]);
      if (errors.length > 0 || found === undefined) {
        setProblem(`${node.label} could not be expanded: ${errors[0] ?? 'the answer holds no graph'}`);
      }
    } catch (error) {
      setProblem(
        `${node.label} could not be expanded: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      setExpanding(null);
    }
  }

  return { picture, expanding, problem, expand };
}
