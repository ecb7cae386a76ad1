import type { ReactNode } from 'react';
import { useAnnouncer } from '../state/announcer.js';

export function Announcer(): ReactNode {
  const text = useAnnouncer((state) => state.text);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
