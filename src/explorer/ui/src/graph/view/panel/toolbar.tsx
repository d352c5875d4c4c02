import type { RefObject } from 'react';
import type { Emphasis } from '../../model/picture/select';
import type { LayoutName } from '../surface/use-layout';

interface ToolbarProps {
  searchField: RefObject<HTMLInputElement | null>;
  searched: string;
  /** How many nodes the search found. */
  foundCount: number;
  onSearch(text: string): void;
  onNextFound(): void;
  layout: LayoutName;
  onLayout(layout: LayoutName): void;
  distances: number;
  maxDistance: number | null;
  onMaxDistance(distance: number | null): void;
  emphases: readonly Emphasis[];
  emphasis: string;
  onEmphasis(key: string): void;
  onSave(format: 'png' | 'svg'): void;
}

export function Toolbar(props: ToolbarProps) {
  const distances = Array.from({ length: Math.max(0, props.distances - 1) }, (_, index) => index + 1);
  return (
    <div className="risk-graph-tools" role="toolbar" aria-label="Tools of the picture">
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            props.onNextFound();
          }}
        >
          <input
            ref={props.searchField}
            type="search"
            aria-label="Search nodes"
            placeholder="Search nodes"
            value={props.searched}
            onChange={(event) => props.onSearch(event.target.value)}
          />
          <output>{props.searched.trim() === '' ? '' : `${props.foundCount} found`}</output>
        </form>
      </search>
      <label>
        Layout{' '}
        <select
          aria-label="Layout"
          value={props.layout}
          onChange={(event) => props.onLayout(event.target.value as LayoutName)}
        >
          <option value="distance">by distance</option>
          <option value="force">by force</option>
        </select>
      </label>
      {distances.length > 0 && (
        <label>
          Distance{' '}
          <select
            aria-label="Distance"
            value={props.maxDistance ?? ''}
            onChange={({ target }) => props.onMaxDistance(target.value === '' ? null : Number(target.value))}
          >
            <option value="">any</option>
            {distances.map((distance) => (
              <option key={distance} value={distance}>
                up to {distance}
              </option>
            ))}
          </select>
        </label>
      )}
      {props.emphases.length > 0 && (
        <label className="risk-graph-emphasis">
          Highlight{' '}
          <select
            aria-label="Highlight"
            value={props.emphasis}
            onChange={(event) => props.onEmphasis(event.target.value)}
          >
            <option value="">nothing</option>
            {props.emphases.map(({ key, title }) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <span className="risk-graph-save">
        <button type="button" onClick={() => props.onSave('png')}>
          PNG
        </button>
        <button type="button" onClick={() => props.onSave('svg')}>
          SVG
        </button>
      </span>
    </div>
  );
}
