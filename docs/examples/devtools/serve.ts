import type { INestApplication } from '@portico/common';
import { DevtoolsModule } from '@portico/devtools';
import { AdminGuard } from './admin.guard.js';

// #region setup
export async function serve(app: INestApplication): Promise<void> {
  DevtoolsModule.setup('devtools', app);
  await app.listen(3000); // http://localhost:3000/devtools
}
// #endregion

export function setUpInProduction(app: INestApplication): void {
  // #region production
  DevtoolsModule.setup('devtools', app, { guard: AdminGuard });
  // #endregion
}
