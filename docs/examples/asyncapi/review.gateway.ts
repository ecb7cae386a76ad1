import { AsyncApiGateway, AsyncApiMessage } from '@portico/asyncapi';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { IsInt, IsString, Max } from 'class-validator';
import { z } from 'zod';

class Review {
  @IsInt() @Max(5) stars!: number;
  @IsString() text!: string;
}

// #region gateway
@AsyncApiGateway({
  summary: 'Reviews as they are written.',
  events: { reviewed: Review },
  query: { language: { type: 'string', enum: ['en', 'fr'] } },
})
@WebSocketGateway({ path: '/products/:product' })
export class ReviewGateway {
  @AsyncApiMessage({
    summary: 'Writes a review.',
    examples: [{ stars: 5, text: 'good' }],
    reply: z.object({ id: z.string() }),
  })
  @SubscribeMessage('review')
  review(@MessageBody() review: Review) {
    return { id: `${review.text.length}` };
  }
}
// #endregion
