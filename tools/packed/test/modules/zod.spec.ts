import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

describeApplication('zod', (application) => {
  it('validates and coerces with the schema of a DTO', async () => {
    const created = await application().post('/users', { name: 'Ada', age: '36' });
    expect(await created.json()).toEqual({ name: 'Ada', age: 36, kind: 'number' });
    expect(await application().json('/users')).toEqual({ limit: 10 });
    expect(await application().json('/users?limit=5')).toEqual({ limit: 5 });
  });

  it('replies with 400 and all problems', async () => {
    const response = await application().post('/users', { name: 'A', age: -1 });
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { path: string[] }[] };
    expect(errors.map(({ path }) => path.join('.'))).toEqual(['name', 'age']);
  });

  it('serializes with a schema, without unknown properties', async () => {
    expect(await application().json('/users/4')).toEqual({ id: 4, name: 'Ada' });
  });

  it('documents the schemas', async () => {
    const { components } = await application().json<{ components: { schemas: Record<string, unknown> } }>('/docs-json');
    expect(Object.keys(components.schemas)).toContain('CreateUser');
  });
});
