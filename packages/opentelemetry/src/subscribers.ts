const ignore = (): void => undefined;

/** The types of Node want a subscriber for each event of a tracing channel: these are for those that do not matter. */
export const IGNORED = { start: ignore, end: ignore, asyncStart: ignore, asyncEnd: ignore, error: ignore } as const;
