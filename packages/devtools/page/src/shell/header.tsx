import type { ReactNode } from 'react';
import { type Presence, useServer } from '../state/server.js';
import { Logo } from './logo.js';
import { ThemeSwitch } from './theme-switch.js';
import { ViewNav } from './view-nav.js';

const STATES: Record<Presence, string> = {
  connecting: 'Connecting',
  connected: 'Connected',
  lost: 'Reconnecting',
  refused: 'No access',
};

export function Header(): ReactNode {
  const presence = useServer((server) => server.presence);
  const name = useServer((server) => server.application?.name);
  return (
    <header className="header">
      <div className="brand">
        <Logo />
        <p className="brand-name">
          <span className="brand-product">Portico devtools</span>
          <span className="brand-application">{name ?? '\u00a0'}</span>
        </p>
      </div>
      <ViewNav />
      <div className="header-tools">
        <span className={`presence presence-${presence}`}>
          <span className="presence-dot" aria-hidden="true" />
          <span className="presence-text">{STATES[presence]}</span>
        </span>
        <ThemeSwitch />
      </div>
    </header>
  );
}
