// Helpers. Text is always inserted as text, never as markup.

/** @type {(id: string) => any} the elements of index.html have different types */
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
  byId('status').textContent = text;
}

/** Shows an error at its field, or removes it. */
export function setError(field, error, text, ...more) {
  error.replaceChildren(...(text ? [text, ...more] : []));
  error.hidden = !text;
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}

/** Whether focusing a field does not open an on-screen keyboard. */
export const hasKeyboard = () => matchMedia('(pointer: fine)').matches;
