export function byId(id) {
  return document.getElementById(id);
}

/** An element with text in it, never HTML. */
export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.textContent = text;
  return node;
}
