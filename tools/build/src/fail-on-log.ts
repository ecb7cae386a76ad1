import type { LogLevel, RolldownLog } from 'rolldown';

/** Makes everything that the bundler logs about a package an error. */
export function failOnLog(root: string): (level: LogLevel, log: RolldownLog) => void {
  return (_level, log) => {
    // How long plugins took depends on what else the machine does, and is no fault of a bundle.
    if (log.code === 'PLUGIN_TIMINGS') return;
    throw new Error(`${root}: ${log.message}`);
  };
}
