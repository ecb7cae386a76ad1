import { match as compileMatch } from 'path-to-regexp';

/** The parameters of a host, or `undefined` if it does not match. */
export type HostMatcher = (hostname: string) => Record<string, string> | undefined;

/**
 * Compiles the `host` of a controller. `:name` stands for one label (`:account.example.com`); a
 * regular expression gives its named groups, or its numbered ones.
 */
export function compileHosts(hosts: readonly (string | RegExp)[]): HostMatcher | undefined {
  if (hosts.length === 0) return undefined;
  const matchers = hosts.map((host) => (typeof host === 'string' ? fromPattern(host) : fromRegExp(host)));
  return (hostname) => {
    for (const matcher of matchers) {
      const parameters = matcher(hostname);
      if (parameters) return parameters;
    }
    return undefined;
  };
}

function fromPattern(pattern: string): HostMatcher {
  // Hosts have no escapes to decode, and a label never contains a dot.
  const matches = compileMatch<Record<string, string>>(
    pattern.toLowerCase().includes(':') ? pattern : pattern.toLowerCase(),
    {
      delimiter: '.',
      decode: false,
      trailing: false,
    },
  );
  return (hostname) => {
    const result = matches(hostname);
    return result ? { ...result.params } : undefined;
  };
}

function fromRegExp(pattern: RegExp): HostMatcher {
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return (hostname) => {
    const result = stateless.exec(hostname);
    if (!result) return undefined;
    return { ...(result.groups ?? Object.fromEntries(result.slice(1).map((value, index) => [index, value]))) };
  };
}
