/**
 * What could have been seen in place of a fact if something were wrong: a line is missing, comes twice or changes places
 * with the next one; another value.
 */
export function changedFacts(fact: unknown): unknown[] {
  if (Array.isArray(fact)) return changedLines(fact);
  if (typeof fact === 'number') return [200, 401, 404, 500].filter((status) => status !== fact);
  if (typeof fact === 'string') return [`${fact} changed`, 'changed'];
  return fact === undefined ? ['changed'] : [{ changed: true }];
}

function changedLines(lines: readonly unknown[]): unknown[][] {
  // Lines of which the order is not compared are sorted.
  const isSorted = lines.every((line, index) => index === 0 || String(lines[index - 1]) <= String(line));
  return lines.flatMap((line, index) => {
    const [before, after] = [lines.slice(0, index), lines.slice(index + 1)];
    const changes = [
      [...before, ...after],
      [...before, line, line, ...after],
    ];
    return isSorted || after.length === 0 || after[0] === line
      ? changes
      : [...changes, [...before, after[0], line, ...after.slice(1)]];
  });
}
