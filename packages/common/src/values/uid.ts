const PREFIX = Math.random().toString(36).slice(2, 12).padEnd(10, '0');
let count = 0;

/** Returns a unique name. */
export function uid(): string {
  count += 1;
  return `${PREFIX}${count.toString(36)}`;
}
