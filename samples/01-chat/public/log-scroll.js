// Scrolls to the newest message, unless the user has scrolled up.
import { byId } from './dom.js';

const NEAR = 80;

export function createLogScroll() {
  const log = byId('log');
  const newest = byId('newest');
  let unseen = 0;
  let following = true;

  log.addEventListener('scroll', () => {
    following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    if (following) seen();
  });
  newest.addEventListener('click', () => {
    toNewest();
    log.focus();
  });
  new ResizeObserver(() => following && toNewest()).observe(log);

  function seen() {
    unseen = 0;
    newest.hidden = true;
  }

  function toNewest() {
    following = true;
    log.scrollTop = log.scrollHeight;
    seen();
  }

  return {
    toNewest,
    /** Called after an entry was added. Scrolls to it, or shows that there is a new one. */
    added({ mine, event }) {
      if (following || mine) {
        toNewest();
        return;
      }
      if (event) return;
      unseen++;
      byId('newest-text').textContent = unseen === 1 ? '1 new message' : `${unseen} new messages`;
      newest.hidden = false;
    },
  };
}
