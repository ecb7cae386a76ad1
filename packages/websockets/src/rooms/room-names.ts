import { webSocketError } from '../errors.js';
import type { RoomLimits } from './room-limits.js';

/**
 * Checks names of rooms, which may come from clients.
 *
 * @throws FrameworkError `PORTICO_WS_ROOM`
 */
export function roomNames(given: string | readonly string[], { maxNameLength }: RoomLimits): readonly string[] {
  const names = typeof given === 'string' ? [given] : given;
  if (!Array.isArray(names)) throw invalidName(names);
  for (const name of names) {
    if (typeof name !== 'string' || name === '') throw invalidName(name);
    if (name.length > maxNameLength) throw longName(name, maxNameLength);
  }
  return names;
}

export function tooManyRooms(most: number): Error {
  return webSocketError(
    'PORTICO_WS_ROOM',
    `A client was not added to a room, because it is already in ${most} rooms, which is the limit.`,
    'Remove it from rooms that it does not need, or set @WebSocketGateway({ rooms: { maxPerClient: ... } }).',
  );
}

function invalidName(name: unknown): Error {
  const shown = name === '' ? 'an empty string' : `of the type ${name === null ? 'null' : typeof name}`;
  return webSocketError(
    'PORTICO_WS_ROOM',
    `The name of a room is ${shown}. It has to be a non-empty string.`,
    'Pass a string, or a list of strings. Validate names that clients send.',
  );
}

function longName(name: string, most: number): Error {
  return webSocketError(
    'PORTICO_WS_ROOM',
    `The name of a room has ${name.length} characters; the limit is ${most}.`,
    'Use a shorter name, or set @WebSocketGateway({ rooms: { maxNameLength: ... } }). Validate names that clients send.',
  );
}
