import {
  Body,
  type CallHandler,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  type NestInterceptor,
  Param,
  ParseIntPipe,
  Post,
  Scope,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { map, type Observable } from 'rxjs';

@Injectable()
class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest().headers['x-denied'] === undefined;
  }
}

@Injectable()
class WrapInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data) => ({ data })));
  }
}

@Controller('cats')
class CatsController {
  @Get(':id')
  find(@Param('id') id: string): object {
    return { id, name: 'Tom', kind: 'cat', lives: 9 };
  }

  @Post()
  create(@Body() cat: object): object {
    return cat;
  }
}

@Controller('enhanced')
@UseGuards(TokenGuard)
@UseInterceptors(WrapInterceptor)
class EnhancedController {
  @Get(':id')
  find(@Param('id', ParseIntPipe) id: number): object {
    return { id, name: 'Tom', kind: 'cat', lives: 9 };
  }
}

@Injectable({ scope: Scope.REQUEST })
class Session {
  readonly user = 'tom';
}

@Injectable({ scope: Scope.REQUEST })
class Permissions {
  constructor(readonly session: Session) {}
}

@Injectable({ scope: Scope.REQUEST })
class Cats {
  constructor(
    readonly session: Session,
    readonly permissions: Permissions,
  ) {}

  find(id: string): object {
    return { id, name: this.permissions.session.user };
  }
}

@Controller('scoped')
class ScopedController {
  constructor(private readonly cats: Cats) {}

  @Get(':id')
  find(@Param('id') id: string): object {
    return this.cats.find(id);
  }
}

@Module({
  controllers: [CatsController, EnhancedController, ScopedController],
  providers: [Session, Permissions, Cats],
})
export class AppModule {}
