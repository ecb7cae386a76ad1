import { UseFilters, UseInterceptors } from '@portico/common';
import { MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { AnswerInterceptor } from '../questions/answer.interceptor.js';
import { ProblemFilter } from '../questions/problem.filter.js';
import { NumbersPipe } from './numbers.pipe.js';

/** Handlers return plain values. The interceptor adds ids and events. */
@WebSocketGateway({ path: '/calculator', maxPayload: 4_096 })
@UseInterceptors(AnswerInterceptor)
@UseFilters(ProblemFilter)
export class CalculatorGateway {
  @SubscribeMessage('sum')
  sum(@MessageBody('numbers', NumbersPipe) numbers: number[]): number {
    return numbers.reduce((sum, number) => sum + number, 0);
  }

  @SubscribeMessage('product')
  async product(@MessageBody('numbers', NumbersPipe) numbers: number[]): Promise<number> {
    return numbers.reduce((product, number) => product * number, 1);
  }

  @SubscribeMessage('quotient')
  quotient(@MessageBody('numbers', NumbersPipe) numbers: number[]): number {
    return numbers.reduce((quotient, number) => {
      if (number === 0) throw new WsException('A number cannot be divided by 0.');
      return quotient / number;
    });
  }
}
