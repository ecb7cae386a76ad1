import { EventEmitter, on } from 'node:events';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  NotFoundException,
  ParseIntPipe,
  Scope,
  UseGuards,
  UseInterceptors,
  ValidationPipe,
} from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  GqlExecutionContext,
  GraphQLModule,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
  Subscription,
} from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { MinLength } from 'class-validator';
import { map } from 'rxjs';
import { serve } from '../serve.js';

@ObjectType()
class Cat {
  @Field(() => Int)
  id!: number;

  @Field()
  name!: string;
}

@InputType()
class NewCat {
  @Field()
  @MinLength(2)
  name!: string;
}

@Injectable()
class Cats {
  readonly all: Cat[] = [];
  readonly events = new EventEmitter();

  add(name: string): Cat {
    const cat = { id: this.all.length + 1, name };
    this.all.push(cat);
    this.events.emit('added', cat);
    return cat;
  }
}

/** Made for each operation. */
@Injectable({ scope: Scope.REQUEST })
class Visit {
  static made = 0;
  readonly number = ++Visit.made;
}

@Injectable()
class KeyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return GqlExecutionContext.create(context).getContext().req.headers['x-key'] === 'open';
  }
}

@Injectable()
class LoudInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { fieldName } = GqlExecutionContext.create(context).getInfo<{ fieldName: string }>();
    return next.handle().pipe(map((value) => `${fieldName} of ${context.getType()}: ${value}`));
  }
}

@Resolver(() => Cat)
class CatsResolver {
  constructor(private readonly cats: Cats) {}

  @Query(() => [Cat])
  all() {
    return this.cats.all;
  }

  @Query(() => Cat)
  cat(@Args('id', { type: () => String }, ParseIntPipe) id: number) {
    const cat = this.cats.all.find((one) => one.id === id);
    if (!cat) throw new NotFoundException(`No cat ${id}`);
    return cat;
  }

  @UseInterceptors(LoudInterceptor)
  @Query(() => String)
  agent(@Context() context: { req: { headers: Record<string, string> } }) {
    return context.req.headers['x-agent'];
  }

  @UseGuards(KeyGuard)
  @Mutation(() => Cat)
  addCat(@Args('cat', new ValidationPipe()) { name }: NewCat) {
    return this.cats.add(name);
  }

  @ResolveField(() => String)
  greeting(@Parent() cat: Cat) {
    return `I am ${cat.name}`;
  }

  @Subscription(() => Cat, { filter: ({ catAdded }: { catAdded: Cat }) => !catAdded.name.startsWith('Secret') })
  async *catAdded() {
    for await (const [catAdded] of on(this.cats.events, 'added')) yield { catAdded };
  }
}

@Resolver()
class VisitsResolver {
  constructor(@Inject(Visit) private readonly visit: Visit) {}

  @Query(() => Int)
  visit1() {
    return this.visit.number;
  }

  @Query(() => Int)
  visit2() {
    return this.visit.number;
  }
}

const graphql =
  process.argv[3] === 'mercurius'
    ? GraphQLModule.forRoot<MercuriusDriverConfig>({
        driver: MercuriusDriver,
        autoSchemaFile: true,
        subscription: true,
        context: (req: unknown) => ({ req }),
      })
    : GraphQLModule.forRootAsync<ApolloDriverConfig>({
        driver: ApolloDriver,
        useFactory: () => ({
          autoSchemaFile: true,
          playground: false,
          subscriptions: { 'graphql-ws': true },
          // Express passes `{ req, res }`, Fastify the request itself.
          context: (call: { req?: unknown }) => ({ req: call.req ?? call }),
        }),
      });

@Module({ imports: [graphql], providers: [Cats, Visit, CatsResolver, VisitsResolver] })
class AppModule {}

await serve(AppModule);
