import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

interface Described {
  readonly channels: Readonly<Record<string, object>>;
  readonly operations: Readonly<Record<string, object>>;
  readonly components: object;
}

describeApplication('asyncapi', (application) => {
  it('describes the gateways of an application under aliases, with the guards of @nestjs/passport', async () => {
    const document = await application().json<Described>('/asyncapi.json');
    expect(document.channels).toMatchObject({
      review: {
        address: '/reviews/{product}',
        messages: {
          review: { summary: 'Writes a review.', 'x-portico': { data: { $ref: '#/components/schemas/Review' } } },
        },
        'x-portico': { guards: ["AuthGuard('jwt')"] },
      },
    });
    expect(document.operations).toMatchObject({
      'review.receive.review': { security: [{ $ref: '#/components/securitySchemes/bearer' }] },
      'review.receive.remove': {
        security: [{ $ref: '#/components/securitySchemes/bearer' }, { $ref: '#/components/securitySchemes/basic' }],
        'x-portico': { guards: ['MemberGuard'] },
      },
    });
    expect(document.components).toMatchObject({
      schemas: { Review: { type: 'object', properties: { stars: { type: 'integer', maximum: 5 } } } },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    });
    expect(application().output()).not.toContain('PORTICO_');
  });

  it('serves it as a page and as YAML', async () => {
    expect(await (await application().get('/asyncapi')).text()).toContain('<title>Reviews</title>');
    expect(await (await application().get('/asyncapi.yaml')).text()).toContain('title: Reviews');
  });
});
