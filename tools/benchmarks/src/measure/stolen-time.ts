import { readFileSync } from 'node:fs';

/** Processor time of the whole machine since its start, in ticks. */
interface MachineTime {
  readonly total: number;
  /** What the host of a virtual machine gave to others while this one was ready to run. */
  readonly stolen: number;
}

/**
 * Starts to count which share of the processor time the host of this virtual machine gives to others, and returns how
 * to read it (0 to 1). Always 0 where the system does not count it: on Linux only `/proc/stat` has it.
 *
 * @param read gives the text of `/proc/stat`
 * @see https://man7.org/linux/man-pages/man5/proc_stat.5.html
 */
export function countStolenTime(read: () => string = readStat): () => number {
  const before = machineTime(read());
  return () => {
    const after = machineTime(read());
    const total = after.total - before.total;
    return total > 0 ? (after.stolen - before.stolen) / total : 0;
  };
}

function readStat(): string {
  try {
    return readFileSync('/proc/stat', 'utf8');
  } catch {
    return '';
  }
}

function machineTime(stat: string): MachineTime {
  const times = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').map(Number) ?? [];
  // user, nice, system, idle, iowait, irq, softirq, steal; the time of guests, which follows, is part of user and nice.
  return { total: times.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0), stolen: times[7] ?? 0 };
}
