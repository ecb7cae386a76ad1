// On narrow screens, the two lists are drawers. Escape and the backdrop close them, and restore the focus.
import { byId } from './dom.js';

export function createDrawers() {
  const backdrop = byId('backdrop');
  let opened;

  const drawers = [
    { panel: byId('rooms'), button: byId('open-rooms'), narrow: matchMedia('(width < 44rem)') },
    { panel: byId('people'), button: byId('open-people'), narrow: matchMedia('(width < 64rem)') },
  ];

  for (const drawer of drawers) {
    const settle = () => {
      if (opened === drawer) close();
      if (drawer.narrow.matches) drawer.panel.dataset.drawer = 'closed';
      else delete drawer.panel.dataset.drawer;
    };
    drawer.narrow.addEventListener('change', settle);
    drawer.button.addEventListener('click', () => open(drawer));
    drawer.panel.querySelector('.drawer-close').addEventListener('click', close);
    settle();
  }
  backdrop.addEventListener('click', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  function open(drawer) {
    opened = drawer;
    drawer.panel.dataset.drawer = 'open';
    drawer.button.setAttribute('aria-expanded', 'true');
    backdrop.hidden = false;
    setRestInert(true);
    drawer.panel.querySelector('.drawer-close').focus();
  }

  function close() {
    if (!opened) return;
    const { panel, button } = opened;
    panel.dataset.drawer = 'closed';
    button.setAttribute('aria-expanded', 'false');
    backdrop.hidden = true;
    setRestInert(false);
    opened = undefined;
    button.focus();
  }

  function setRestInert(inert) {
    for (const part of [byId('top'), byId('content'), ...drawers.map(({ panel }) => panel)]) {
      part.inert = inert && part !== opened.panel;
    }
  }

  return { close };
}
