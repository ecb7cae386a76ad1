import type { ReactNode } from 'react';
import { Empty } from '../parts/empty.js';
import { useServer } from '../state/server.js';

const EXAMPLE = `@WebSocketGateway()
export class ChatGateway {
  @SubscribeMessage('say')
  say(@MessageBody() text: string) {
    return { heard: text };
  }
}`;

export function NoGateways(): ReactNode {
  const problem = useServer((server) => server.documentProblem);
  return (
    <Empty title="This application has no gateways" icon="send">
      <p>
        A gateway is a provider with <code>@WebSocketGateway()</code>. Add one to the <code>providers</code> of a
        module, and its events are listed here, ready to be tried:
      </p>
      <pre className="json">{EXAMPLE}</pre>
      {problem !== undefined && (
        <p className="notice notice-warning">The AsyncAPI document could not be created: {problem}</p>
      )}
    </Empty>
  );
}
