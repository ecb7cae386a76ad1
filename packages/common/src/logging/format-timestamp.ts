// Creating a formatter costs more than a thousand messages: it is created for the first one.
let dateFormat: Intl.DateTimeFormat | undefined;

/** A time in milliseconds as date and time of day, as the locale of the process writes them. */
export function formatTimestamp(time: number): string {
  dateFormat ??= new Intl.DateTimeFormat(undefined, {
    year: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    day: '2-digit',
    month: '2-digit',
  });
  return dateFormat.format(time);
}
