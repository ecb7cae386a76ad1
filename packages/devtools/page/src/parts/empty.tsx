import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

interface EmptyProps {
  readonly title: string;
  readonly icon: IconName;
  readonly children?: ReactNode;
}

/** Explains why a place is empty, and what to do. */
export function Empty({ title, icon, children }: EmptyProps): ReactNode {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
