import {
  Body,
  Controller,
  Get,
  Inject,
  Injectable,
  Module,
  NotFoundException,
  Param,
  Post,
  Scope,
} from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import {
  AggregateRoot,
  AsyncContext,
  Command,
  CommandBus,
  CommandHandler,
  CqrsModule,
  EventPublisher,
  EventsHandler,
  type ICommandHandler,
  type IEvent,
  type IEventHandler,
  type IQueryHandler,
  ofType,
  Query,
  QueryBus,
  QueryHandler,
  Saga,
} from '@nestjs/cqrs';
import { map, type Observable } from 'rxjs';
import { serve } from './serve.js';

class HeroMovedEvent {
  constructor(
    readonly hero: string,
    readonly to: string,
  ) {}
}

class MoveHero extends Command<{ at: string }> {
  constructor(
    readonly hero: string,
    readonly to: string,
  ) {
    super();
  }
}

class RewardHero extends Command<void> {
  constructor(readonly hero: string) {
    super();
  }
}

class WhereIs extends Query<string> {
  constructor(readonly hero: string) {
    super();
  }
}

class Hero extends AggregateRoot {
  constructor(readonly name: string) {
    super();
  }

  move(to: string) {
    this.apply(new HeroMovedEvent(this.name, to));
  }
}

@Injectable()
class Heroes {
  readonly places = new Map<string, string>();
  readonly rewards: string[] = [];
}

@CommandHandler(MoveHero)
class MoveHeroHandler implements ICommandHandler<MoveHero> {
  constructor(private readonly publisher: EventPublisher) {}

  async execute({ hero, to }: MoveHero) {
    const root = this.publisher.mergeObjectContext(new Hero(hero));
    root.move(to);
    root.commit();
    return { at: to };
  }
}

@CommandHandler(RewardHero)
class RewardHeroHandler implements ICommandHandler<RewardHero> {
  constructor(private readonly heroes: Heroes) {}

  async execute({ hero }: RewardHero) {
    this.heroes.rewards.push(hero);
  }
}

@EventsHandler(HeroMovedEvent)
class HeroMovedHandler implements IEventHandler<HeroMovedEvent> {
  constructor(private readonly heroes: Heroes) {}

  handle({ hero, to }: HeroMovedEvent) {
    this.heroes.places.set(hero, to);
  }
}

@QueryHandler(WhereIs, { scope: Scope.REQUEST })
class WhereIsHandler implements IQueryHandler<WhereIs> {
  constructor(
    private readonly heroes: Heroes,
    @Inject(REQUEST) private readonly context: { tenant?: string },
  ) {}

  async execute({ hero }: WhereIs) {
    const place = this.heroes.places.get(hero);
    if (!place) throw new NotFoundException(`Nobody has seen ${hero}`);
    return `${place} (${this.context?.tenant ?? 'no tenant'})`;
  }
}

class Tenant extends AsyncContext {
  constructor(readonly tenant: string) {
    super();
  }
}

@Injectable()
class Sagas {
  @Saga()
  moved = (events: Observable<IEvent>): Observable<RewardHero> =>
    events.pipe(
      ofType(HeroMovedEvent),
      map((event) => new RewardHero(event.hero)),
    );
}

@Controller('heroes')
class HeroController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly heroes: Heroes,
  ) {}

  @Post(':name')
  move(@Param('name') name: string, @Body('to') to: string) {
    return this.commands.execute(new MoveHero(name, to));
  }

  @Get('rewards')
  rewards() {
    return this.heroes.rewards;
  }

  @Get(':name')
  where(@Param('name') name: string) {
    return this.queries.execute(new WhereIs(name), new Tenant('acme'));
  }
}

@Module({
  imports: [CqrsModule.forRoot()],
  controllers: [HeroController],
  providers: [Heroes, MoveHeroHandler, RewardHeroHandler, HeroMovedHandler, WhereIsHandler, Sagas],
})
class AppModule {}

await serve(AppModule);
