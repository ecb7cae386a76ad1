import type { EventsOf } from '@portico/websockets/messages';
import type { Chat } from './contract.js';

/** All events that the server sends, with their data. */
export type ServerEvents = EventsOf<Chat>;

export type ChatMessage = ServerEvents['message'];
export type Person = ChatMessage['author'];
export type RoomSummary = ServerEvents['rooms']['rooms'][number];
export type Problem = ServerEvents['problem'];
