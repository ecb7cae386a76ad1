import type {
  Enhancers,
  Gateway,
  GatewayCase,
  Handler,
  Hook,
  Parameter,
  Pattern,
  Result,
  Step,
  Thrown,
} from './case.js';
import { printValue } from './make-value.js';

/** A case as a program that a reader of the NestJS documents understands, with its script as comments. */
export function printCase({ http, adapter, global, gateways, script, closeFirst }: GatewayCase): string {
  return [
    ...gateways.map(printGateway),
    `// ${adapter.variant} adapter for ${adapter.library}, on ${http}`,
    ...printEnhancers(global).map((each) => `app ${each}; // by ${global.by}`),
    ...script.map((step) => `// ${printStep(step)}`),
    ...(closeFirst ? ['// the application closes before its clients have left'] : []),
  ].join('\n');
}

function printGateway(gateway: Gateway, index: number): string {
  const { port, path, namespace, scope, hooks, handlers, enhancers, inherited } = gateway;
  const options = [
    ...(path === undefined ? [] : [`path: '${path}'`]),
    ...(namespace === undefined ? [] : [`namespace: ${printNamespace(namespace)}`]),
  ];
  const given = [
    ...(port === 'application' ? [] : [`PORT_${port}`]),
    ...(options.length > 0 ? [`{ ${options.join(', ')} }`] : []),
  ];
  const Base = `Gateway${index}Base`;
  return [
    ...(inherited.length > 0
      ? [`class ${Base} {`, ...inherited.map((each, at) => printHandler(each, `inherited${at}`)), '}']
      : []),
    ...printEnhancers(enhancers),
    ...(scope === 'request' ? ['@Injectable({ scope: Scope.REQUEST })'] : []),
    `@WebSocketGateway(${given.join(', ')})`,
    `class Gateway${index} ${inherited.length > 0 ? `extends ${Base} ` : ''}{`,
    '  @WebSocketServer() server;',
    ...Object.entries(hooks).map(([name, hook]) => printHook(name, hook as Hook)),
    ...handlers.map((each, at) => printHandler(each, `handler${at}`)),
    '}',
  ].join('\n');
}

function printNamespace(namespace: string): string {
  const pattern = `/^\\/${namespace.slice(1)}-\\d+$/`;
  if (namespace.startsWith('~')) return pattern;
  return namespace.startsWith('%') ? `(name, auth, next) => next(null, ${pattern}.test(name))` : `'${namespace}'`;
}

function printHook(name: string, { does, when }: Hook): string {
  const body = {
    nothing: '',
    throw: " throw new Error('failed');",
    leave: ' client.disconnect();',
    emit: ` client.emit('${name}');`,
  };
  return `  ${when === 'sync' ? '' : 'async '}${name}(client) {${when === 'sync' ? '' : ` await ${when};`}${body[does]} }`;
}

function printHandler({ patterns, parameters, result, enhancers }: Handler, name: string): string {
  const decorators = [
    ...printEnhancers(enhancers),
    ...patterns.map((pattern) => `@SubscribeMessage(${printPattern(pattern)})`),
  ];
  return `  ${decorators.join(' ')}\n  ${name}(${parameters.length > 0 ? parameters.map(printParameter).join(', ') : 'client, data, ack'}) { ${printResult(result)} }`;
}

function printEnhancers({ guards, interceptors, pipes, filters }: Enhancers): string[] {
  const list = (name: string, each: readonly { does: string; when: string; catches?: string }[]) =>
    each.length > 0
      ? [
          `@Use${name}(${each.map(({ does, when, catches }) => [catches && `catches-${catches}`, does, when === 'sync' ? '' : when].filter(Boolean).join('-')).join(', ')})`,
        ]
      : [];
  return [
    ...list('Guards', guards),
    ...list('Interceptors', interceptors),
    ...list('Pipes', pipes),
    ...list('Filters', filters),
  ];
}

function printParameter({ from, pipes }: Parameter): string {
  const piped = pipes.map(({ does, when }) => `${does}${when === 'sync' ? '' : `-${when}`}`);
  if (from === 'undecorated') return 'undecorated';
  if (from === 'ack') return '@Ack() ack';
  if (from === 'client') return `@ConnectedSocket(${piped.join(', ')}) client`;
  return `@MessageBody(${[...(from === 'key' ? ["'key'"] : []), ...piped].join(', ')}) data`;
}

function printResult(result: Result): string {
  switch (result.kind) {
    case 'value':
      return `return ${printValue(result.value)};`;
    case 'echo':
      return 'return data;';
    case 'reply':
      return `return { event: ${printValue(result.event)}, data: ${printValue(result.data)} };`;
    case 'throw':
      return `throw ${printThrown(result.error)};`;
    case 'promise':
      return `return (async () => { await ${result.when}; ${printResult(result.of)} })();`;
    case 'ack':
      return `${result.when}: ${result.values.map((value) => `ack(${printValue(value)});`).join(' ')} ${printResult(result.of)}`;
    case 'emit':
      return `client.emit('by hand', ${printValue(result.value)}); ${printResult(result.of)}`;
    case 'leave':
      return `client.disconnect(); ${printResult(result.of)}`;
    case 'stream': {
      const end = typeof result.end === 'string' ? result.end : `error(${printThrown(result.end)})`;
      return `return stream(${result.when}, [${result.items.map(printResult).join(' ')}], ${end});`;
    }
  }
}

function printThrown({ type, payload }: Thrown): string {
  if (type === 'value') return printValue(payload);
  const names = {
    ws: 'new WsException',
    http: 'new BadRequestException',
    special: 'new SpecialError',
    error: 'new Error',
  };
  return `${names[type]}(${printValue(payload)})`;
}

function printPattern(pattern: Pattern): string {
  return printValue(pattern);
}

function printStep(step: Step): string {
  switch (step.do) {
    case 'connect':
      return `client ${step.client} connects to Gateway${step.gateway}${step.polling ? ' by polling' : ''}`;
    case 'send':
      return printMessage(step);
    case 'burst':
      return `at once: ${step.messages.map(printMessage).join('; ')}`;
    case 'send-and-leave':
      return `${printMessage(step)} and leaves (${step.how})`;
    case 'frame':
      return `client ${step.client} sends the ${step.binary ? 'binary ' : ''}frame ${JSON.stringify(step.text)}`;
    case 'leave':
      return `client ${step.client} leaves (${step.how})`;
    case 'release':
      return 'what is gated goes on';
    case 'broadcast':
      return `Gateway${step.gateway}.server.emit('broadcast', ${printValue(step.value)})`;
  }
}

function printMessage({
  client,
  event,
  args,
  ack,
}:
  | Extract<Step, { do: 'send' }>
  | { client: number; event: Pattern; args: readonly never[]; ack: boolean }
  | any): string {
  return `client ${client} sends ${printPattern(event)} (${args.map(printValue).join(', ')})${ack ? ' with ack' : ''}`;
}
