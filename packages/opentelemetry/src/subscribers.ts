const ignore = (): void => undefined;

/**
 * The types of Node require a subscriber for each event of a tracing channel; these are for the events that are not
 * used.
 */
export const IGNORED = { start: ignore, end: ignore, asyncStart: ignore, asyncEnd: ignore, error: ignore } as const;
