import { Controller, Get, Session } from '@portico/common';

// #region controller
@Controller('visits')
export class VisitsController {
  @Get()
  count(@Session() session: { visits?: number }) {
    session.visits = (session.visits ?? 0) + 1;
    return { visits: session.visits };
  }
}
// #endregion
