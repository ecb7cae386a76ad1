// Shows the state of the connection in the header, and while it is lost a notice with the button "Try now".
import { announce, byId } from './dom.js';

const WORDS = { connecting: 'Connecting', online: 'Connected', waiting: 'Offline', stopped: 'Stopped' };

export function showConnectionState(connection, { http, ws }) {
  const notice = byId('notice');
  const noticeText = byId('notice-text');
  const retry = byId('retry');
  let lost = false;
  let countdown;

  byId('line-by').textContent = `${ws} on ${http}`;
  retry.addEventListener('click', () => connection.retryNow());

  function tick() {
    const seconds = Math.max(0, Math.ceil((connection.retryAt - Date.now()) / 1000));
    noticeText.textContent = `The connection was lost. Trying again in ${seconds} s.`;
  }

  connection.onState((state) => {
    clearInterval(countdown);
    byId('line').dataset.state = state;
    byId('line-text').textContent = WORDS[state];
    notice.hidden = state === 'online' || (state === 'connecting' && !lost);
    retry.hidden = state === 'connecting';
    retry.textContent = state === 'stopped' ? 'Use it here' : 'Try now';
    if (state === 'waiting') {
      if (!lost) announce('The connection was lost. Trying to connect again.');
      lost = true;
      tick();
      countdown = setInterval(tick, 500);
    } else if (state === 'connecting') {
      noticeText.textContent = 'Reconnecting…';
    } else if (state === 'stopped') {
      noticeText.textContent = 'This chat is open in another tab or window.';
      announce(noticeText.textContent);
      lost = true;
    } else {
      if (lost) announce('Reconnected.');
      lost = false;
    }
  });
}
