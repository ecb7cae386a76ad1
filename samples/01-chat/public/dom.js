// Small helpers. Text only ever enters the page as text, never as markup.

/** @type {(id: string) => any} the elements of index.html, each of its own kind */
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
  byId('status').textContent = text;
}

/** Ties a sentence to its field, or takes it away. */
export function setError(field, error, text, ...more) {
  error.replaceChildren(...(text ? [text, ...more] : []));
  error.hidden = !text;
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}

/** Whether putting the focus into a field brings no on-screen keyboard up. */
export const hasKeyboard = () => matchMedia('(pointer: fine)').matches;
