import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@portico/common';
import { clientOf, InvalidMessageException } from '@portico/websockets';
import type { Problem } from '../protocol.js';
import { ChatProblem } from './chat-problem.js';

const OUR_FAULT = {
  code: 'SERVER_ERROR',
  message: 'Something went wrong on the server. Please try again.',
} as const;

/** Reports the problem to the sender, and to no other client. Works with both libraries. */
@Catch()
export class ChatProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Chat');

  catch(error: unknown, host: ArgumentsHost): void {
    const ws = host.switchToWs();
    const ref = refOf(ws.getData());
    const problem: Problem = {
      event: ws.getPattern(),
      ...(ref === undefined ? {} : { ref }),
      ...this.explain(error),
    };
    clientOf(ws.getClient<object>())?.emit('problem', problem);
  }

  private explain(error: unknown): Omit<Problem, 'event' | 'ref'> {
    if (error instanceof ChatProblem) return error.details;
    if (error instanceof InvalidMessageException) return invalid(error);
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return OUR_FAULT;
  }
}

/** Reports only the first issue of an invalid message. */
function invalid({ issues: [first] }: InvalidMessageException): Omit<Problem, 'event' | 'ref'> {
  const [field] = first?.path ?? [];
  if (!first || field === undefined) return { code: 'INVALID', message: 'The chat does not understand this message.' };
  return { code: 'INVALID', message: first.message, field: String(field) };
}

function refOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('ref' in data)) return undefined;
  return typeof data.ref === 'string' ? data.ref : undefined;
}
