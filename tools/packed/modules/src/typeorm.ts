import {
  Body,
  ConflictException,
  Controller,
  Get,
  Injectable,
  Module,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
} from '@nestjs/common';
import { InjectDataSource, InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import {
  Column,
  DataSource,
  Entity,
  type EntitySubscriberInterface,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  Repository,
} from 'typeorm';
import { serve } from './serve.js';

@Entity()
class Owner {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'text', unique: true })
  name!: string;

  @OneToMany('Cat', 'owner', { cascade: true })
  cats!: Cat[];
}

@Entity()
class Cat {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'text' })
  name!: string;

  @ManyToOne('Owner', 'cats')
  owner!: Owner;
}

/** Registers itself with the data source, as the documents have it. */
@Injectable()
class CatSubscriber implements EntitySubscriberInterface<Cat> {
  readonly inserted: string[] = [];

  constructor(source: DataSource) {
    source.subscribers.push(this);
  }

  listenTo() {
    return Cat;
  }

  afterInsert({ entity }: { entity: Cat }) {
    this.inserted.push(entity.name);
  }
}

@Injectable()
class Owners {
  constructor(
    @InjectRepository(Owner) private readonly owners: Repository<Owner>,
    @InjectRepository(Cat, 'archive') private readonly archive: Repository<Cat>,
    @InjectDataSource() private readonly source: DataSource,
  ) {}

  create(name: string, cats: string[]): Promise<Owner> {
    return this.owners.save({ name, cats: cats.map((cat) => ({ name: cat })) });
  }

  find(id: number): Promise<Owner | null> {
    return this.owners.findOne({ where: { id }, relations: { cats: true } });
  }

  /** Both or none. */
  createTwo(first: string, second: string): Promise<void> {
    return this.source.transaction(async (manager) => {
      await manager.save(Owner, { name: first });
      await manager.save(Owner, { name: second });
    });
  }

  async count() {
    return { owners: await this.owners.count(), archived: await this.archive.count() };
  }
}

@Controller('owners')
class OwnersController {
  constructor(
    private readonly owners: Owners,
    private readonly subscriber: CatSubscriber,
  ) {}

  @Post()
  create(@Body() { name, cats }: { name: string; cats: string[] }) {
    return this.owners.create(name, cats);
  }

  @Post('two')
  async two(@Body() { first, second }: { first: string; second: string }) {
    await this.owners.createTwo(first, second).catch((error: Error) => {
      throw new ConflictException(error.message);
    });
  }

  @Get('count')
  count() {
    return this.owners.count();
  }

  @Get('inserted')
  inserted() {
    return this.subscriber.inserted;
  }

  @Get(':id')
  async one(@Param('id', ParseIntPipe) id: number) {
    const owner = await this.owners.find(id);
    if (!owner) throw new NotFoundException();
    return owner;
  }
}

@Module({
  imports: [TypeOrmModule.forFeature([Owner]), TypeOrmModule.forFeature([Cat], 'archive')],
  controllers: [OwnersController],
  providers: [Owners, CatSubscriber],
})
class OwnersModule {}

const memory = { type: 'better-sqlite3', database: ':memory:', synchronize: true } as const;

@Module({
  imports: [
    TypeOrmModule.forRoot({ ...memory, autoLoadEntities: true, entities: [Cat] }),
    TypeOrmModule.forRootAsync({ name: 'archive', useFactory: () => ({ ...memory, entities: [Cat, Owner] }) }),
    OwnersModule,
  ],
})
class AppModule {}

await serve(AppModule);
