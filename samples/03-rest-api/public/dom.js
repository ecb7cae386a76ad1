// Small helpers. Text only ever enters the page as text, never as markup.

export const byId = (id) => document.getElementById(id);

/** An element with properties and children: `element('p', { className: 'x' }, 'text', other)`. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('aria-') || name.startsWith('data-')) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

/** Tells screen readers something that the eye sees elsewhere. */
export function announce(text) {
  // What lies outside of an open dialog is not there for them.
  const place = document.querySelector('dialog[open] [role="status"]') ?? byId('status');
  place.textContent = text;
}
