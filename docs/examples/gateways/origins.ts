import { Module } from '@portico/common';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';

// #region origins
@WebSocketGateway({
  origins: ['same-origin', 'https://app.example.com', /^https:\/\/[\w-]+\.preview\.example\.com$/],
  maxClients: 10_000,
  maxClientsPerAddress: 50,
  maxHandshakesPerSecond: 10,
})
class AccountGateway {
  @SubscribeMessage('balance')
  balance(): number {
    return 100;
  }
}
// #endregion

@Module({ providers: [AccountGateway] })
export class OriginsModule {}
