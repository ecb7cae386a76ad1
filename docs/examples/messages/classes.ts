import { Module } from '@portico/common';
import { type BodyOf, defineMessages, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { IsInt, IsString, Max } from 'class-validator';
import { z } from 'zod';

// #region class
class Review {
  @IsInt() @Max(5) stars!: number;
  @IsString() text!: string;
}

const reviews = defineMessages({ review: { body: Review, reply: z.string() } });

@WebSocketGateway()
class ReviewGateway {
  @SubscribeMessage(reviews.review)
  review(@MessageBody() review: BodyOf<typeof reviews.review>) {
    return `${review.stars} stars: ${review.text}`; // an instance of Review
  }
}
// #endregion

@Module({ providers: [ReviewGateway] })
export class ReviewModule {}
