import type { Message, MessageObserver } from './message.js';

/** One message that several gateways subscribe to: it ends when all of its handlers have completed. */
export class MessageGroup implements MessageObserver {
  private working: number;
  private open: number;
  private hasFailed = false;
  private isUnsent = false;

  constructor(
    count: number,
    private readonly observer: MessageObserver,
  ) {
    this.working = count;
    this.open = count;
  }

  onReturned(message: Message): void {
    this.working -= 1;
    if (this.working === 0) this.observer.onReturned(message);
  }

  onEnded(message: Message): void {
    this.hasFailed ||= message.hasFailed;
    this.isUnsent ||= message.isUnsent;
    this.open -= 1;
    if (this.open > 0) return;
    message.hasFailed = this.hasFailed;
    message.isUnsent = this.isUnsent;
    this.observer.onEnded(message);
  }
}
