export function byId(id) {
  return document.getElementById(id);
}

/** Creates an element with text, which is not parsed as HTML. */
export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.textContent = text;
  return node;
}
