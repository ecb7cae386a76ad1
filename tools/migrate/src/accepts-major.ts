/**
 * Whether a range of versions takes some version of a major. Reads what stands in peer ranges: alternatives of `^`, `~`,
 * `>=`, `<`, exact and partial versions.
 */
export function acceptsMajor(range: string, major: number): boolean {
  const joined = range.replace(/([<>=^~])\s+/g, '$1');
  return joined.split('||').some((alternative) => takes(alternative.trim(), major));
}

function takes(alternative: string, major: number): boolean {
  if (alternative === '' || alternative === '*' || alternative === 'latest' || alternative.startsWith('npm:'))
    return true;
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(alternative);
  if (hyphen) return majorOf(hyphen[1]) <= major && major <= majorOf(hyphen[2]);
  return alternative.split(/\s+(?=[<>=^~\dx*v])/).every((comparator) => allows(comparator, major));
}

function allows(comparator: string, major: number): boolean {
  const [, operator = '', version = ''] = /^([<>=^~]*)v?(.*)$/.exec(comparator) ?? [];
  if (/^[x*]/.test(version)) return true;
  const bound = majorOf(version);
  switch (operator) {
    case '>':
    case '>=':
      return major >= bound;
    case '<':
      return major < bound || (major === bound && !/^\d+(\.0)*(-.*)?$/.test(version));
    case '<=':
      return major <= bound;
    default:
      return major === bound;
  }
}

function majorOf(version = ''): number {
  return Number.parseInt(version.replace(/^[<>=^~v\s]*/, ''), 10);
}
