import { forwardRef, Inject, Injectable, Scope } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { type ContextId, createContextId } from '../container/context-id.js';
import { INQUIRER, REQUEST } from '../container/core-tokens.js';
import { boot, failure } from './boot.fixture.js';

const providersOf = (...providers: unknown[]): object => ({ module: class App {}, providers });

describe('the scope of a class that extends another', () => {
  @Injectable({ scope: Scope.REQUEST })
  class Base {}
  class Silent extends Base {}
  @Injectable()
  class Decorated extends Base {}

  it('is inherited, unless its own decorator overrides it', async () => {
    const { record } = await boot(providersOf(Base, Silent, Decorated));
    expect([Base, Silent, Decorated].map((type) => record(type).scope)).toEqual([
      Scope.REQUEST,
      Scope.REQUEST,
      Scope.DEFAULT,
    ]);
  });
});

describe('transient providers', () => {
  @Injectable({ scope: Scope.TRANSIENT })
  class Transient {
    constructor(@Inject(INQUIRER) readonly inquirer: object | undefined) {}
  }
  @Injectable()
  class One {
    constructor(
      readonly first: Transient,
      readonly second: Transient,
    ) {}
  }
  @Injectable()
  class Two {
    constructor(readonly transient: Transient) {}
  }

  it('are created once for each dependent, which is their INQUIRER', async () => {
    const { get } = await boot(providersOf(One, Two, Transient));
    expect(get(One).first).not.toBe(get(Two).transient);
    expect(get(One).first).toBe(get(One).second);
    expect(get(One).first.inquirer?.constructor).toBe(One);
    expect(get(Two).transient.inquirer).toBeInstanceOf(Two);
  });

  it('are created once for a dependent that injects them twice, even if the value is undefined', async () => {
    let made = 0;
    const nothing = { provide: 'NOTHING', scope: Scope.TRANSIENT, useFactory: () => void made++ };
    @Injectable()
    class Twice {
      @Inject('NOTHING') readonly third: undefined;
      @Inject('NOTHING') readonly fourth: undefined;
      constructor(@Inject('NOTHING') _first: undefined, @Inject('NOTHING') _second: undefined) {}
    }
    await boot(providersOf(nothing, Twice));
    expect(made).toBe(1);
  });

  it('are kept for lifecycle hooks if a singleton injects them, but not if they are resolved', async () => {
    const { record, resolver } = await boot(providersOf(One, Two, Transient));
    const transient = record(Transient);
    expect(transient.getStaticTransientInstances()).toHaveLength(2);
    const asked = resolver.resolve(transient) as Transient;
    expect(asked.inquirer).toBeUndefined();
    expect(resolver.resolve(transient)).not.toBe(asked);
    expect(transient.getStaticTransientInstances()).toHaveLength(2);
    expect(transient.isDependencyTreeStatic()).toBe(true);
  });

  it('are created again for another transient provider, and for an alias', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Outer {
      constructor(readonly inner: Transient) {}
    }
    const { get } = await boot(
      providersOf(
        Transient,
        Outer,
        { provide: 'alias', useExisting: Outer },
        {
          provide: 'a',
          useFactory: (outer: Outer) => outer,
          inject: ['alias'],
        },
        { provide: 'b', useFactory: (outer: Outer) => outer, inject: [Outer] },
      ),
    );
    const a = get('a') as Outer;
    const b = get('b') as Outer;
    expect(a).not.toBe(b);
    expect(a.inner).not.toBe(b.inner);
    expect(a.inner.inquirer).toBeInstanceOf(Outer);
  });

  it('may be asynchronous', async () => {
    let made = 0;
    const { get } = await boot(
      providersOf(
        { provide: 't', scope: Scope.TRANSIENT, useFactory: async () => ++made },
        { provide: 'a', useFactory: (t: number) => t, inject: ['t'] },
        {
          provide: 'b',
          useFactory: (t: number) => t,
          inject: ['t'],
        },
      ),
    );
    expect([get('a'), get('b')].sort()).toEqual([1, 2]);
  });

  it('may form a cycle', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Left {
      constructor(@Inject(forwardRef(() => Right)) readonly right: { left: unknown }) {}
    }
    @Injectable({ scope: Scope.TRANSIENT })
    class Right {
      constructor(@Inject(forwardRef(() => Left)) readonly left: object) {}
    }
    const { record, resolver } = await boot(providersOf(Left, Right));
    const left = resolver.resolve(record(Left)) as Left;
    expect(left.right.left).toBe(left);
  });
});

describe('request-scoped providers', () => {
  @Injectable({ scope: Scope.REQUEST })
  class Session {
    constructor(@Inject(REQUEST) readonly request: object) {}
  }
  class Config {}
  @Injectable()
  class Users {
    constructor(
      readonly session: Session,
      readonly config: Config,
    ) {}
  }
  @Injectable()
  class Controller {
    constructor(
      readonly users: Users,
      readonly session: Session,
    ) {}
  }

  it('make their dependents request-scoped, too', async () => {
    const { record } = await boot(providersOf(Controller, Users, Session, Config));
    expect([Controller, Users, Session, Config].map((token) => record<object>(token).isDependencyTreeStatic())).toEqual(
      [false, false, false, true],
    );
    expect(record(Controller).instance).not.toHaveProperty('users');
  });

  it('are shared within a context, and created again in the next one', async () => {
    const { record, resolver, get } = await boot(providersOf(Controller, Users, Session, Config));
    const first = resolver.openContext({ url: '/1' });
    const second = resolver.openContext({ url: '/2' });
    const one = resolver.resolve(record(Controller), first) as Controller;
    const two = resolver.resolve(record(Controller), second) as Controller;
    expect(one).toBeInstanceOf(Controller);
    expect(one.users.session).toBe(one.session);
    expect(one.session.request).toEqual({ url: '/1' });
    expect(two.session.request).toEqual({ url: '/2' });
    expect(two.users).not.toBe(one.users);
    expect(one.users.config).toBe(get(Config));
    expect(resolver.resolve(record(Controller), first)).toBe(one);
  });

  it('have one context per request, even if the request is frozen', async () => {
    const { resolver } = await boot(providersOf(Session));
    const request = {};
    const frozen = Object.freeze({});
    expect(resolver.openContext(request)).toBe(resolver.openContext(request));
    expect(resolver.openContext(frozen)).toBe(resolver.openContext(frozen));
    expect(resolver.openContext({ raw: request })).toBe(resolver.openContext(request));
    expect(Object.keys(request)).toEqual([]);
  });

  it('support any object as a context, with a registered request', async () => {
    const { record, resolver } = await boot(providersOf(Session));
    const own: ContextId = { id: 42 };
    resolver.registerRequest(own, { own: true });
    const session = resolver.resolve(record(Session), own) as Session;
    expect(session.request).toEqual({ own: true });
    expect(resolver.resolve(record(Session), own)).toBe(session);
  });

  it('return a promise only if a factory does, and create the instance once for all callers', async () => {
    let made = 0;
    @Injectable()
    class User {
      constructor(@Inject('db') readonly db: object) {}
    }
    const { record, resolver } = await boot(
      providersOf(User, Session, { provide: 'db', scope: Scope.REQUEST, useFactory: async () => ({ made: ++made }) }),
    );
    const context = createContextId();
    expect(resolver.resolve(record(Session), context)).not.toBeInstanceOf(Promise);
    const [one, two] = [resolver.resolve(record(User), context), resolver.resolve(record(User), context)];
    expect(one).toBeInstanceOf(Promise);
    expect(await one).toBe(await two);
    expect(resolver.resolve(record(User), context)).toBe(await one);
    expect(made).toBe(1);
  });

  it('pass on the error of a factory, and try again at the next call', async () => {
    class Unauthorized extends Error {}
    let calls = 0;
    const { record, resolver } = await boot(
      providersOf({
        provide: 'tenant',
        scope: Scope.REQUEST,
        useFactory: async () => {
          calls++;
          if (calls === 1) throw new Unauthorized('no');
          return 'tenant';
        },
      }),
    );
    const context = createContextId();
    await expect(resolver.resolve(record('tenant'), context)).rejects.toBeInstanceOf(Unauthorized);
    expect(await resolver.resolve(record('tenant'), context)).toBe('tenant');
  });

  it('remember that a factory returned undefined', async () => {
    let calls = 0;
    const { record, resolver } = await boot(
      providersOf({ provide: 'nothing', scope: Scope.REQUEST, useFactory: () => void calls++ }),
    );
    const context = createContextId();
    resolver.resolve(record('nothing'), context);
    resolver.resolve(record('nothing'), context);
    expect(calls).toBe(1);
  });

  it('may form a cycle', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Left {
      constructor(@Inject(forwardRef(() => Right)) readonly right: { left: unknown }) {}
    }
    @Injectable()
    class Right {
      constructor(@Inject(forwardRef(() => Left)) readonly left: object) {}
    }
    const { record, resolver } = await boot(providersOf(Right, Left));
    expect(record(Right).isDependencyTreeStatic()).toBe(false);
    const context = createContextId();
    const left = resolver.resolve(record(Left), context) as Left;
    expect(left.right.left).toBe(left);
    expect(resolver.resolve(record(Right), context)).toBe(left.right);
  });

  it.each([
    ['at once', () => 'clock'],
    ['later', async () => 'clock'],
  ])(
    'are constructed before members of their cycle that are injected as properties (%s)',
    async (_when, useFactory) => {
      const seen: unknown[] = [];
      @Injectable({ scope: Scope.REQUEST })
      class Owner {
        readonly name = 'owner';
        @Inject(forwardRef(() => Pet)) readonly pet!: { owner: object; clock: string };
      }
      @Injectable({ scope: Scope.REQUEST })
      class Pet {
        constructor(
          @Inject(forwardRef(() => Owner)) readonly owner: Owner,
          @Inject('CLOCK') readonly clock: string,
        ) {
          seen.push(owner.name);
        }
      }
      const { record, resolver } = await boot(
        providersOf(Owner, Pet, { provide: 'CLOCK', scope: Scope.REQUEST, useFactory }),
      );
      const owner = (await resolver.resolve(record(Owner), createContextId())) as Owner;
      expect(seen).toEqual(['owner']);
      expect(owner.pet.owner).toBe(owner);
      expect(owner.pet.clock).toBe('clock');
    },
  );

  it.each([
    ['at once', (owner: object) => ({ owner })],
    ['later', async (owner: object) => ({ owner })],
  ])(
    'are constructed before a factory of their cycle that is injected as a property (%s)',
    async (_when, useFactory) => {
      const seen: unknown[] = [];
      @Injectable({ scope: Scope.REQUEST })
      class Owner {
        readonly name = 'owner';
        @Inject('PET') readonly pet!: { owner: Owner };
      }
      const provider = {
        provide: 'PET',
        inject: [forwardRef(() => Owner)],
        useFactory: (owner: Owner) => {
          seen.push(owner.name);
          return useFactory(owner);
        },
      };
      const { record, resolver } = await boot(providersOf(Owner, provider));
      const owner = (await resolver.resolve(record(Owner), createContextId())) as Owner;
      expect(seen).toEqual(['owner']);
      expect(owner.pet.owner).toBe(owner);
    },
  );

  describe('of a cycle with an asynchronous factory', () => {
    const late = { provide: 'LATE', scope: Scope.REQUEST, useFactory: async () => 'late' };

    it('are created if one waits for another that refers back to it by a property', async () => {
      @Injectable({ scope: Scope.REQUEST })
      class Owner {
        constructor(@Inject(forwardRef(() => Pet)) readonly pet: { owner: object }) {}
      }
      @Injectable()
      class Pet {
        @Inject(forwardRef(() => Owner)) readonly owner!: object;
        constructor(@Inject('LATE') readonly late: string) {}
      }
      const { record, resolver } = await boot(providersOf(Owner, Pet, late));
      const owner = (await resolver.resolve(record(Owner), createContextId())) as Owner;
      expect(owner.pet).toBeInstanceOf(Pet);
      expect(owner.pet.owner).toBe(owner);
    });

    it('are created if one waits for another that gets it as a property', async () => {
      const seen: unknown[] = [];
      @Injectable({ scope: Scope.REQUEST })
      class Owner {
        readonly name = 'owner';
        @Inject(forwardRef(() => Pet)) readonly pet!: { owner: object };
        constructor(@Inject('LATE') readonly late: string) {}
      }
      @Injectable()
      class Pet {
        constructor(@Inject(forwardRef(() => Owner)) readonly owner: Owner) {
          seen.push(owner.name);
        }
      }
      @Injectable()
      class Both {
        constructor(
          readonly owner: Owner,
          readonly pet: Pet,
        ) {}
      }
      const { record, resolver } = await boot(providersOf(Both, Owner, Pet, late));
      const { owner, pet } = (await resolver.resolve(record(Both), createContextId())) as Both;
      expect(seen).toEqual(['owner']);
      expect([owner.pet, pet.owner]).toEqual([pet, owner]);
    });

    it('are created if one waits for another through a transient provider', async () => {
      @Injectable({ scope: Scope.REQUEST })
      class Owner {
        @Inject(forwardRef(() => Visitor)) readonly visitor!: object;
        constructor(@Inject('LATE') readonly late: string) {}
      }
      @Injectable({ scope: Scope.TRANSIENT })
      class Ticket {
        constructor(@Inject(forwardRef(() => Owner)) readonly owner: Owner) {}
      }
      @Injectable()
      class Visitor {
        constructor(readonly ticket: Ticket) {}
      }
      const { record, resolver } = await boot(providersOf(Owner, Ticket, Visitor, late));
      const visitor = (await resolver.resolve(record(Visitor), createContextId())) as Visitor;
      expect(visitor.ticket.owner.late).toBe('late');
      expect(visitor.ticket.owner.visitor).toBe(visitor);
    });

    it('are complete for others, and not kept if a property fails', async () => {
      const failing = { fails: true };
      @Injectable({ scope: Scope.REQUEST })
      class Owner {
        @Inject(forwardRef(() => Pet)) readonly pet?: object;
      }
      @Injectable()
      class Pet {
        constructor(
          @Inject(forwardRef(() => Owner)) readonly owner: object,
          @Inject('FAILING') readonly late: string,
        ) {}
      }
      const seen: unknown[] = [];
      @Injectable()
      class Visitor {
        constructor(owner: Owner) {
          seen.push(owner.pet);
        }
      }
      @Injectable()
      class Both {
        constructor(
          readonly owner: Owner,
          readonly visitor: Visitor,
        ) {}
      }
      const useFactory = async () => {
        if (failing.fails) throw new Error('no connection');
      };
      const { record, resolver } = await boot(
        providersOf(Both, Visitor, Owner, Pet, { provide: 'FAILING', scope: Scope.REQUEST, useFactory }),
      );
      const context = createContextId();
      await expect(resolver.resolve(record(Both), context)).rejects.toThrow('no connection');
      failing.fails = false;
      const { owner } = (await resolver.resolve(record(Both), context)) as Both;
      expect(owner.pet).toBeInstanceOf(Pet);
      expect(seen).toEqual([owner.pet]);
    });
  });

  it('inject one transient instance of their cycle into several properties', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Owner {
      @Inject(forwardRef(() => Pet)) readonly first!: object;
      @Inject(forwardRef(() => Pet)) readonly second!: object;
    }
    @Injectable({ scope: Scope.TRANSIENT })
    class Pet {
      constructor(@Inject(forwardRef(() => Owner)) readonly owner: object) {}
    }
    const { record, resolver } = await boot(providersOf(Owner, Pet));
    const context = createContextId();
    const pet = resolver.resolve(record(Pet), context) as { owner: Owner };
    expect(pet.owner.first).toBeInstanceOf(Pet);
    expect(pet.owner.second).toBe(pet.owner.first);
    // The one that was resolved has no other dependent.
    expect(pet.owner.first).not.toBe(pet);
  });

  it('have their INQUIRER, and inject a separate transient instance into each dependent', async () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Log {
      constructor(
        @Inject(INQUIRER) readonly inquirer: object,
        readonly session: Session,
      ) {}
    }
    @Injectable()
    class A {
      constructor(readonly log: Log) {}
    }
    @Injectable()
    class B {
      constructor(
        readonly log: Log,
        readonly a: A,
      ) {}
    }
    const { record, resolver } = await boot(providersOf(A, B, Log, Session));
    const b = resolver.resolve(record(B)) as B;
    expect(b.log).not.toBe(b.a.log);
    expect(b.log.session).toBe(b.a.log.session);
    expect(b.log.inquirer).toBeInstanceOf(B);
    expect(b.a.log.inquirer).toBeInstanceOf(A);
  });

  it('fill slots: singletons synchronously, and others in their context', async () => {
    const { record, resolver, get } = await boot(providersOf(Controller, Users, Session, Config));
    expect(resolver.slotOf(record(Config))).toEqual({ contextual: false, instance: get(Config) });
    const slot = resolver.slotOf(record(Users));
    if (!slot.contextual) throw new Error('expected a contextual slot');
    const context = resolver.openContext({});
    expect(slot.resolve(context)).toBeInstanceOf(Users);
    expect(slot.resolve(context)).toBe(slot.resolve(context));
  });

  it('are created on demand in a context for classes that are not providers', async () => {
    @Injectable()
    class Report {
      constructor(readonly session: Session) {}
    }
    const { container, resolver } = await boot(providersOf(Session));
    const root = container.root as NonNullable<typeof container.root>;
    expect((await failure(() => resolver.create(Report, root))).code).toBe('PORTICO_SCOPED_PROVIDER');
    const context = resolver.openContext({ url: '/report' });
    expect((resolver.create(Report, root, context) as Report).session.request).toEqual({ url: '/report' });
  });
});
