import type { RunningProcess } from './processes/processes.js';

interface Redis {
  readonly redisUrl: string;
  readonly found: boolean;
}

/** Prints the address of the sample, its processes, and how they share events. */
export function announce(port: number, processes: readonly RunningProcess[], { redisUrl, found }: Redis): void {
  const lines = [`Two processes behind a sticky proxy: http://localhost:${port}`];
  for (const { number, pid, port: own } of processes) lines.push(`  process ${number}: pid ${pid}, port ${own}`);
  if (found) lines.push(`  events are shared over Redis at ${withoutPassword(redisUrl)}`);
  else {
    lines.push(
      `  Note: no Redis answers at ${withoutPassword(redisUrl)}, so events are shared over the cluster adapter,`,
      '  which does the same for the processes of one machine. To use Redis, start one',
      '  (Debian: apt-get install redis-server) or say where it is: REDIS_URL=redis://host:6379',
    );
  }
  lines.push('  Ctrl-C stops all of it');
  console.log(`\n${lines.join('\n')}\n`);
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password) url.password = '***';
  return url.href.replace(/\/$/, '');
}
