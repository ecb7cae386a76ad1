import type { ReactNode } from 'react';

/** The logo of Portico. */
export function Logo(): ReactNode {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M3 11 16 4l13 7z" />
      <path d="M7 14v11M13 14v11M19 14v11M25 14v11" />
      <path d="M3 28h26" />
    </svg>
  );
}
