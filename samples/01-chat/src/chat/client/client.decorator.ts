import { createParamDecorator, type ExecutionContext } from '@portico/common';
import type { ChatClient } from './chat-client.js';
import { type ChatSocket, clientOf } from './client-of.js';

/** Hands the {@link ChatClient} of the sender to a message handler. */
export const Client = createParamDecorator(
  (_data: unknown, context: ExecutionContext): ChatClient => clientOf(context.switchToWs().getClient<ChatSocket>()),
);
