import { type CanActivate, type ExecutionContext, Injectable } from '@portico/common';
import { RATE } from '../limits.js';
import { ChatProblem } from './chat-problem.js';
import { TokenBucket } from './token-bucket.js';

/** Limits the messages of one connection. */
@Injectable()
export class MessageRateGuard implements CanActivate {
  private readonly buckets = new WeakMap<object, TokenBucket>();

  canActivate(context: ExecutionContext): boolean {
    const client = context.switchToWs().getClient<object>();
    const now = performance.now();
    let bucket = this.buckets.get(client);
    if (bucket === undefined) {
      bucket = new TokenBucket(RATE.burst, RATE.perSecond, now);
      this.buckets.set(client, bucket);
    }
    if (bucket.take(now) === 0) return true;
    throw new ChatProblem({
      code: 'TOO_FAST',
      message: 'That was very fast. Wait a moment, then send it again.',
    });
  }
}
