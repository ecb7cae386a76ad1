// Shows requests and replies, the last one first.
import { onExchange } from './api.js';
import { byId, element } from './dom.js';

const KEPT = 20;

export function showExchanges() {
  onExchange((exchange) => {
    byId('request-log-empty').hidden = true;
    const list = byId('request-log');
    list.prepend(element('li', {}, asDetails(exchange)));
    while (list.children.length > KEPT) list.lastChild.remove();
  });
}

/** Expands the last request. */
export function openNewest() {
  byId('request-log').querySelector('details')?.setAttribute('open', '');
}

function asDetails({ method, path, status, ms, cache, sent, text }) {
  const facts = [cache && `cache ${cache}`, ms !== undefined && `${ms} ms`].filter(Boolean).join(' · ');
  const summary = element(
    'summary',
    {},
    element('span', { className: 'method' }, method),
    element('span', { className: 'path' }, path),
    element('span', { className: 'code', 'data-kind': kindOf(status) }, status || 'none'),
    element('span', { className: 'facts' }, facts),
  );
  const details = element('details', {}, summary);
  if (sent) details.append(element('p', { className: 'label' }, 'Sent'), element('pre', { tabIndex: 0 }, pretty(sent)));
  details.append(element('p', { className: 'label' }, 'Reply'), element('pre', { tabIndex: 0 }, text || 'nothing'));
  return details;
}

function kindOf(status) {
  return status >= 200 && status < 400 ? 'good' : 'bad';
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
