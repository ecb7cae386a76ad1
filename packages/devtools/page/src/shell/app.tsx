import { type ReactNode, useEffect, useRef } from 'react';
import { ApplicationView } from '../application/application-view.js';
import { EventsView } from '../events/events-view.js';
import { LiveView } from '../live/live-view.js';
import { useRoute, type View } from '../state/route.js';
import { useServer } from '../state/server.js';
import { Announcer } from './announcer.js';
import { Banner } from './banner.js';
import { Header } from './header.js';
import { Refused } from './refused.js';
import { titleOf } from './view-nav.js';

export function App(): ReactNode {
  const { view } = useRoute();
  const refused = useServer((server) => server.presence === 'refused' && !server.application);
  const name = useServer((server) => server.application?.name);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(view);

  useEffect(() => {
    document.title = [titleOf(view), name, 'Portico devtools'].filter(Boolean).join(' · ');
  }, [view, name]);

  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [view]);

  return (
    <>
      <button type="button" className="skip-link" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header />
      <Banner />
      <main id="main" ref={main} tabIndex={-1} className={`view view-${view}`}>
        {refused ? <Refused /> : <Content view={view} />}
      </main>
      <Announcer />
    </>
  );
}

function Content({ view }: { readonly view: View }): ReactNode {
  if (view === 'live') return <LiveView />;
  if (view === 'application') return <ApplicationView />;
  return <EventsView />;
}
