import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, { description: string; content?: unknown }>;
  tags: string[];
  security?: unknown;
  summary?: string;
}

interface Document {
  info: { title: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties: Record<string, unknown>; required?: string[] }> };
}

describeApplication('swagger', (application) => {
  const document = () => application().json<Document>('/docs-json');

  it('lists all routes with prefixes, versions, module paths, wildcards and aliases', async () => {
    const { paths } = await document();
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes.toSorted()).toEqual([
      'delete /api/cats/{id}',
      'get /alive',
      'get /api/admin/reports/daily',
      'get /api/cats',
      'get /api/cats/files/{path}',
      'get /api/cats/{id}',
      'get /api/v1/versions',
      'get /api/v2/versions',
      'get /api/v3/versions/three',
      'get /api/versions/neutral',
      'get /health',
      'post /api/cats',
      'post /api/cats/{id}/photo',
      'put /api/cats/{id}',
    ]);
  });

  it('serves the listed routes', async () => {
    const { paths } = await document();
    const plain = Object.keys(paths).filter((path) => paths[path]?.get && !path.includes('{'));
    for (const path of plain) expect([path, (await application().get(path)).status]).toEqual([path, 200]);
  });

  it('describes parameters from their decorators and types', async () => {
    const { paths } = await document();
    expect(paths['/api/cats/{id}']?.get?.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'number' } },
      { name: 'x-trace', in: 'header', required: true, schema: { type: 'string' } },
    ]);
    expect(paths['/api/cats']?.get?.parameters).toEqual([
      { name: 'limit', in: 'query', required: false, schema: { type: 'number' } },
    ]);
  });

  it('describes bodies and replies', async () => {
    const { paths } = await document();
    expect(paths['/api/cats']?.post?.requestBody?.content).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/CreateCat' } },
    });
    expect(Object.keys(paths['/api/cats']?.post?.responses ?? {})).toEqual(['201']);
    expect(Object.keys(paths['/api/cats/{id}']?.delete?.responses ?? {})).toEqual(['204']);
    expect(Object.keys(paths['/api/cats/{id}']?.get?.responses ?? {})).toEqual(['200', '404']);
    expect(Object.keys(paths['/api/cats/{id}/photo']?.post?.requestBody?.content ?? {})).toEqual([
      'multipart/form-data',
    ]);
  });

  it('derives models from models', async () => {
    const { components } = await document();
    expect(Object.keys(components.schemas).toSorted()).toEqual([
      'Breed',
      'Cat',
      'CreateCat',
      'Owner',
      'OwnerWithAddress',
      'Paged',
      'UpdateCat',
    ]);
    expect(Object.keys(components.schemas.CreateCat?.properties ?? {})).toEqual(['name', 'age', 'breed', 'tags']);
    expect(components.schemas.UpdateCat?.required).toBeUndefined();
    expect(components.schemas.OwnerWithAddress?.required).toEqual(['name', 'city']);
  });

  it('serves the page with its assets, and YAML', async () => {
    const page = await application().get('/docs');
    expect(await page.text()).toContain('swagger-ui');
    expect((await application().get('/docs/swagger-ui-init.js')).status).toBe(200);
    const bundle = await application().get('/docs/swagger-ui-bundle.js');
    expect([bundle.status, Number(bundle.headers.get('content-length')) > 100_000]).toEqual([200, true]);
    expect(await (await application().get('/docs-yaml')).text()).toContain('openapi: 3.0.0');
  });
});
