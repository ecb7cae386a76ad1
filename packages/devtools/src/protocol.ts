/**
 * The protocol between the page and the server. All paths are relative to the path of the page, and all bodies are JSON. A reply with
 * a status from 400 on is a {@link Failure}. The page composes addresses from its own: `/devtools` and `/devtools/` are the same page.
 *
 * | request | reply |
 * |---|---|
 * | `GET` of the path itself | the page |
 * | `GET document` | an AsyncAPI 3 document; {@link SERVER_EXTENSION} of a channel is a {@link ServerDescription.id} |
 * | `GET application` | {@link ApplicationDescription} |
 * | `GET live` | event stream of {@link LiveEvents} |
 * | `GET clients?server&room&search&offset&limit` | {@link ClientPage} |
 * | `GET rooms?server&search&offset&limit` | {@link RoomPage} |
 * | `GET clients/:server/:client/messages` | event stream of {@link ClientEvents} |
 * | `POST connections` with {@link ConnectionRequest} | 201 {@link Opened}, or 200 {@link Refused} |
 * | `GET connections/:connection/events` | event stream of {@link ConnectionEvents}; when it ends the connection is closed |
 * | `POST connections/:connection/messages` with {@link OutgoingMessage} | 202 |
 * | `DELETE connections/:connection/messages/:request` | 204: the stream or request has been cancelled |
 * | `DELETE connections/:connection` | 204 |
 *
 * An event stream has one named event for each key of its type, with the value as JSON. `POST` needs `Content-Type: application/json`.
 * Ids are not safe in paths: `encodeURIComponent` is needed.
 */

/** The body of a reply that reports an error. */
export interface Failure {
  readonly status: number;
  readonly message: string;
}

/** The property of a channel in the AsyncAPI document that has the id of its server. */
export const SERVER_EXTENSION = 'x-portico-server';

export type * from './protocol/application.js';
export type * from './protocol/clients.js';
export type * from './protocol/connections.js';
export type * from './protocol/live.js';
export type { Shown } from './protocol/shown.js';
