import type { ReactNode } from 'react';

interface SortHeaderProps {
  readonly title: string;
  /** The order in which the column sorts. */
  readonly direction: 'ascending' | 'descending';
  readonly sorted: boolean;
  readonly numeric?: boolean;
  readonly onSort: () => void;
}

/** The header of a column by which a table can be sorted. */
export function SortHeader({ title, direction, sorted, numeric = false, onSort }: SortHeaderProps): ReactNode {
  return (
    <th scope="col" aria-sort={sorted ? direction : undefined} className={numeric ? 'numeric' : undefined}>
      <button type="button" className="sort-button" onClick={onSort}>
        {title}
        <span className="sort-mark" aria-hidden="true">
          {sorted ? (direction === 'ascending' ? '↑' : '↓') : ''}
        </span>
      </button>
    </th>
  );
}
