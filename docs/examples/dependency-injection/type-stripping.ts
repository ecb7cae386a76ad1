import 'reflect-metadata';
import { Injectable, Module } from '@portico/common';
import { inject, NestFactory } from '@portico/core';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';

// #region classes
class Greetings {
  greet(name: string): string {
    return `Hello, ${name}!`;
  }
}
Injectable()(Greetings);

class GreetingGateway {
  greetings = inject(Greetings);

  hello(name: string) {
    return { event: 'greeting', data: this.greetings.greet(name) };
  }
}
WebSocketGateway()(GreetingGateway);
SubscribeMessage('hello')(GreetingGateway.prototype, 'hello', describe(GreetingGateway.prototype, 'hello'));
MessageBody('name')(GreetingGateway.prototype, 'hello', 0);

class AppModule {}
Module({ providers: [Greetings, GreetingGateway] })(AppModule);

/** The property descriptor that the compiler passes to a method decorator. */
function describe<Prototype extends object>(prototype: Prototype, method: keyof Prototype): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(prototype, method) as PropertyDescriptor;
}
// #endregion

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
