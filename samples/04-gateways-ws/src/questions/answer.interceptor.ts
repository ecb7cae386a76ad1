import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@portico/common';
import { map, type Observable } from 'rxjs';
import { type Answer, questionId } from './question.js';

/**
 * Native WebSockets have no acknowledgements. This makes them: what a handler returns, falsy values
 * included, goes back as an `answer` with the `id` of the question.
 */
@Injectable()
export class AnswerInterceptor<T> implements NestInterceptor<T, Answer<T>> {
  intercept(context: ExecutionContext, next: CallHandler<T>): Observable<Answer<T>> {
    const id = questionId(context.switchToWs().getData());
    return next.handle().pipe(map((value) => ({ event: 'answer', data: { id, value } })));
  }
}
