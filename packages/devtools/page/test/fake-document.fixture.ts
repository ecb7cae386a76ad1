/** An AsyncAPI 3.0 document like those of `@portico/asyncapi`, with nested schemas, replies, streams and parameters. */
type Schema = Readonly<Record<string, unknown>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

function message(kind: string, event: string, data?: Schema, examples?: readonly unknown[]): Schema {
  return {
    name: event,
    title: event,
    payload: { type: 'object', properties: { event: { const: event }, ...(data && { data }) } },
    'x-portico': { kind, event, ...(data && { data }), ...(examples && { examples }) },
    ...(examples && { examples: examples.map((payload) => ({ payload })) }),
  };
}

function operation(action: string, channel: string, event: string, more: Schema = {}): Schema {
  const messages = [{ $ref: `#/channels/${channel}/messages/${event}` }];
  return { action, channel: { $ref: `#/channels/${channel}` }, messages, 'x-portico': { event }, ...more };
}

function reply(channel: string, name: string): Schema {
  return { channel: { $ref: `#/channels/${channel}` }, messages: [{ $ref: `#/channels/${channel}/messages/${name}` }] };
}

const SAY: Schema = {
  type: 'object',
  required: ['text'],
  properties: {
    text: {
      type: 'string',
      minLength: 1,
      maxLength: 40,
      title: 'Text',
      description: 'What to say: 40 characters at most.',
    },
    urgent: { type: 'boolean', title: 'Urgent', default: false },
    mood: { type: 'string', title: 'Mood', enum: ['calm', 'cheerful', 'cross'] },
  },
};

const SCHEMAS: Schema = {
  Person: {
    type: 'object',
    title: 'Person',
    required: ['id'],
    properties: { id: { type: 'string' }, nickname: { type: 'string' } },
  },
  Address: {
    type: 'object',
    title: 'Address',
    required: ['street', 'city'],
    properties: {
      street: { type: 'string', title: 'Street' },
      city: { type: 'string', title: 'City' },
      country: { type: 'string', title: 'Country', enum: ['PT', 'ES', 'FR'], default: 'PT' },
    },
  },
  Order: {
    type: 'object',
    title: 'Order',
    required: ['lines', 'deliverTo'],
    properties: {
      lines: {
        type: 'array',
        title: 'Lines',
        minItems: 1,
        items: {
          type: 'object',
          required: ['article', 'amount'],
          properties: {
            article: { type: 'string', title: 'Article' },
            amount: { type: 'integer', title: 'Amount', minimum: 1, default: 1 },
          },
        },
      },
      deliverTo: ref('Address'),
      payment: {
        title: 'Payment',
        oneOf: [
          { title: 'Card', type: 'object', properties: { card: { type: 'string', title: 'Card number' } } },
          { title: 'Invoice', type: 'object', properties: { taxNumber: { type: 'string', title: 'Tax number' } } },
        ],
      },
    },
  },
  Tree: {
    type: 'object',
    title: 'Tree',
    properties: {
      name: { type: 'string', title: 'Name' },
      branches: { type: 'array', title: 'Branches', items: ref('Tree') },
    },
  },
};

export const DOCUMENT = {
  asyncapi: '3.0.0',
  info: { title: 'Bureau', version: '1.0.0' },
  channels: {
    chat: {
      address: '/',
      title: 'ChatGateway',
      description: 'Rooms in which people talk.',
      'x-portico-server': 'ws:/',
      messages: {
        say: message('message', 'say', SAY, [
          { text: 'Hello from Lisbon', mood: 'cheerful' },
          { text: 'This text is much longer than forty characters, which is too long.' },
        ]),
        'say.reply': message('reply', 'say', { type: 'object', properties: { at: { type: 'number' } } }),
        history: message('message', 'history', {
          type: 'object',
          properties: { since: { type: 'integer', minimum: 0, title: 'Since', default: 0 } },
        }),
        'history.value': message('value', 'history', { type: 'number' }),
        leave: message('message', 'leave'),
        said: message('event', 'said', {
          type: 'object',
          properties: { from: ref('Person'), text: { type: 'string' } },
        }),
        joined: message('event', 'joined', ref('Person')),
      },
    },
    orders: {
      address: '/orders/{shop}',
      title: 'OrdersGateway',
      'x-portico-server': 'io:/orders',
      parameters: { shop: { description: 'The shop whose orders these are.', enum: ['lisbon', 'porto'] } },
      messages: { place: message('message', 'place', ref('Order')), track: message('message', 'track', {}) },
    },
    tree: {
      address: '/tree',
      title: 'TreeGateway',
      'x-portico-server': 'ws:/tree',
      messages: { plant: message('message', 'plant', ref('Tree')) },
    },
  },
  operations: {
    'chat.receive.say': operation('receive', 'chat', 'say', {
      summary: 'Says something to everybody in the room.',
      reply: reply('chat', 'say.reply'),
    }),
    'chat.receive.history': operation('receive', 'chat', 'history', {
      summary: 'Reads what was said before, as a stream.',
      reply: reply('chat', 'history.value'),
      'x-portico': { event: 'history', stream: true },
    }),
    'chat.receive.leave': operation('receive', 'chat', 'leave'),
    'chat.send.said': operation('send', 'chat', 'said', { summary: 'Somebody said something.' }),
    'chat.send.joined': operation('send', 'chat', 'joined'),
    'orders.receive.place': operation('receive', 'orders', 'place', { summary: 'Places an order.' }),
    'orders.receive.track': operation('receive', 'orders', 'track'),
    'tree.receive.plant': operation('receive', 'tree', 'plant'),
  },
  components: { schemas: SCHEMAS },
};
