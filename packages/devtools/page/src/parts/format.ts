const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const RATE = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function count(value: number): string {
  return COUNT.format(value);
}

export function rate(value: number): string {
  return value >= 100 ? COUNT.format(value) : RATE.format(value);
}

export function bytes(value: number): string {
  if (value < 1024) return `${COUNT.format(value)} B`;
  if (value < 1024 ** 2) return `${RATE.format(value / 1024)} kB`;
  if (value < 1024 ** 3) return `${RATE.format(value / 1024 ** 2)} MB`;
  return `${RATE.format(value / 1024 ** 3)} GB`;
}

export function milliseconds(value: number): string {
  if (value < 1) return `${value.toFixed(2)} ms`;
  if (value < 100) return `${value.toFixed(1)} ms`;
  if (value < 10_000) return `${COUNT.format(value)} ms`;
  return `${RATE.format(value / 1000)} s`;
}

export function timeOf(at: number | string | Date): string {
  const date = new Date(at);
  return `${TIME.format(date)}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export function ago(at: number | string, now: number): string {
  const seconds = Math.max(0, Math.round((now - new Date(at).getTime()) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `1 client`, `2 clients`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}
