import { readFileSync } from 'node:fs';

/** Files that a server and its libraries have open beside its connections. */
const OTHER_FILES = 100;

/** How many files one process may have open; `Infinity` if the system does not tell. Node.js raises the soft limit to this one. */
export function openFileLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
    return hard === 'unlimited' ? Infinity : Number(hard);
  } catch {
    return Infinity;
  }
}

/** How many real connections a process can have of those that are wanted. */
export function possibleConnections(wanted: number, limit: number): number {
  return Math.min(wanted, Math.max(0, limit - OTHER_FILES));
}

/** What keeps the connections from being real ones, and how to change that. */
export function explainLimit(wanted: number, limit: number): string | undefined {
  const possible = possibleConnections(wanted, limit);
  if (possible === wanted) return undefined;
  return (
    `A process may have ${limit.toLocaleString('en-US')} files open (ulimit -Hn), so ` +
    `${possible.toLocaleString('en-US')} of ${wanted.toLocaleString('en-US')} connections are real ones. ` +
    `To measure all of them: run \`ulimit -n ${wanted + OTHER_FILES}\` as root, or set LimitNOFILE= of the systemd unit, ` +
    `--ulimit nofile= of docker run, or nofile in /etc/security/limits.conf.`
  );
}
