import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const MICROSECONDS_OF_A_TICK = 10_000;

/**
 * Microseconds of processor time that a process and its children have used, those that have exited included.
 *
 * @returns `NaN` on a system without `/proc`
 */
export function processorTimeOf(pid: number): number {
  const processes = allProcesses();
  const root = processes.find((each) => each.pid === pid);
  if (!root) return Number.NaN;
  const children = processes.filter(({ parent }) => parent === pid);
  return [root, ...children].reduce((sum, { ticks }) => sum + ticks, 0) * MICROSECONDS_OF_A_TICK;
}

interface ProcessStatus {
  readonly pid: number;
  readonly parent: number;
  /** User and system, with that of children that have exited. */
  readonly ticks: number;
}

function allProcesses(): ProcessStatus[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => statusOf(Number(name)) ?? []);
  } catch {
    return [];
  }
}

/** The name of the program, in parentheses, may have spaces: fields are counted from behind it. */
function statusOf(pid: number): ProcessStatus | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), ticks };
  } catch {
    // It has exited meanwhile.
    return undefined;
  }
}
