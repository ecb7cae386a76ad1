import { Controller, Get, Render } from '@portico/common';

// #region controller
@Controller('cats')
export class CatsController {
  @Get()
  @Render('cats')
  list() {
    return { title: 'Cats', names: ['Tom', 'Kitty & Co'] };
  }
}
// #endregion
