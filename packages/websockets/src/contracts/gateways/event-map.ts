/** The events that a gateway sends, by name: the type of each is that of its data. */
export type EventMap<Events> = { [E in keyof Events]: Events[E] };

/** The names of the events. */
export type EventName<Events> = keyof Events & string;

/** The arguments of `emit` after the name: an event whose data may be `undefined` can be sent without data. */
export type EventArguments<Events, E extends keyof Events> = undefined extends Events[E]
  ? [data?: Events[E]]
  : [data: Events[E]];
