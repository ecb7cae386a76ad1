import {
  Body,
  type CanActivate,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  Post,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { AuthGuard, PassportModule, PassportStrategy } from '@nestjs/passport';
import { Strategy as LocalStrategyBase } from 'passport-local';
import { serve } from './serve.js';

interface User {
  readonly name: string;
}

@Injectable()
class LocalStrategy extends PassportStrategy(LocalStrategyBase, 'local') {
  constructor() {
    super({ usernameField: 'name' });
  }

  validate(name: string, password: string): User {
    if (password !== 'right') throw new UnauthorizedException('Wrong password');
    return { name };
  }
}

@Injectable()
class JwtGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string>; user?: User }>();
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    try {
      request.user = await this.jwt.verifyAsync<User>(token);
    } catch {
      throw new UnauthorizedException('Bad token');
    }
    return true;
  }
}

const CurrentUser = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<{ user: User }>().user,
);

@Controller('auth')
class AuthController {
  constructor(private readonly jwt: JwtService) {}

  @UseGuards(AuthGuard('local'))
  @Post('login')
  async login(@CurrentUser() user: User, @Body('name') name: string) {
    return { token: await this.jwt.signAsync({ name: user.name }), name };
  }

  @UseGuards(JwtGuard)
  @Get('me')
  me(@CurrentUser() user: User) {
    return user.name;
  }
}

@Module({
  imports: [
    PassportModule.register({ session: false }),
    JwtModule.registerAsync({ useFactory: () => ({ secret: 'kept', signOptions: { expiresIn: '1m' } }) }),
  ],
  controllers: [AuthController],
  providers: [LocalStrategy],
})
class AppModule {}

await serve(AppModule);
