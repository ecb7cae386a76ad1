import { expect, it } from 'vitest';
import { addressOf } from './address.js';
import { Names } from './names.js';
import { pascalCase } from './pascal-case.js';

it.each<[string, string, object]>([
  ['/', '/', {}],
  ['/rooms/:room', '/rooms/{room}', { room: {} }],
  ['/rooms/:room-:id', '/rooms/{room}-{id}', { room: {}, id: {} }],
  ['/files/*path', '/files/{path}', { path: { description: 'One or more segments of the path.' } }],
  ['/users{/:id}', '/users/{id}', { id: { description: 'Optional.' } }],
  ['/:"a name"/x', '/{a_name}/x', { a_name: {} }],
  ['/:größe/:grüße', '/{gr_e}/{gr_e_2}', { gr_e: {}, gr_e_2: {} }],
  ['/a\\:b\\{c', '/a%3Ab%7Bc', {}],
])('converts the path %s to the syntax of AsyncAPI', (path, address, parameters) => {
  expect(addressOf(path)).toEqual({ address, parameters });
});

it('joins words to names in PascalCase', () => {
  expect(pascalCase('sign-in', 'body')).toBe('SignInBody');
  expect(pascalCase('{"cmd":"sum"}', 'reply')).toBe('CmdSumReply');
  expect(pascalCase('sayHello', '__schema0')).toBe('SayHelloSchema0');
});

it('makes names unique, and removes characters that keys must not have', () => {
  const names = new Names<number>();
  const wanted = ['say', 'say', 'say_2', 'a b/c', '{"cmd":"sum"}', '', '__proto__'];
  expect(wanted.map((name, index) => names.add(name, index))).toEqual([
    'say',
    'say_2',
    'say_2_2',
    'a_b_c',
    '_cmd_sum_',
    '_',
    '_proto_',
  ]);
  expect(Object.values(names.toObject())).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
