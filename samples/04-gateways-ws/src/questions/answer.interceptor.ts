import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@portico/common';
import { map, type Observable } from 'rxjs';
import { type Answer, questionId } from './question.js';

/**
 * Implements acknowledgements, which native WebSockets do not have: the result of a handler, even if
 * it is falsy, is sent as the event `answer` with the `id` of the question.
 */
@Injectable()
export class AnswerInterceptor<T> implements NestInterceptor<T, Answer<T>> {
  intercept(context: ExecutionContext, next: CallHandler<T>): Observable<Answer<T>> {
    const id = questionId(context.switchToWs().getData());
    return next.handle().pipe(map((value) => ({ event: 'answer', data: { id, value } })));
  }
}
