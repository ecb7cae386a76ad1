// Helpers. Text is always inserted as text, never as markup.

export const byId = (id) => document.getElementById(id);

/** Creates an element with properties and children: `element('p', { className: 'x' }, 'text', other)`. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('aria-') || name.startsWith('data-')) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

/** Announces a text to screen readers. */
export function announce(text) {
  // Screen readers ignore elements outside of an open dialog.
  const place = document.querySelector('dialog[open] [role="status"]') ?? byId('status');
  place.textContent = text;
}
