import type { INestApplication } from '@portico/common';

export function allowOtherSite(app: INestApplication): void {
  // #region cors
  app.enableCors({
    origin: ['https://example.org'],
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    credentials: true,
  });
  // #endregion
}
