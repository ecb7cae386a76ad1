import { type ReactNode, useId } from 'react';
import { Icon } from './icon.js';

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The number of results, shown beside the box and announced by screen readers. */
  readonly found?: string | undefined;
}

export function SearchBox({ label, value, onChange, found }: SearchBoxProps): ReactNode {
  const id = useId();
  return (
    <search className="search-box" aria-label={label}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <Icon name="search" />
      <input
        id={id}
        type="search"
        placeholder={label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onChange('');
          }
        }}
      />
      {found !== undefined && (
        <span className="search-found" role="status">
          {found}
        </span>
      )}
    </search>
  );
}
