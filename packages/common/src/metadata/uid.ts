const PREFIX = Math.random().toString(36).slice(2, 12).padEnd(10, '0');
let count = 0;

/** A name that no other call in this process, and in all likelihood no other process, gives. */
export function uid(): string {
  count += 1;
  return `${PREFIX}${count.toString(36)}`;
}
