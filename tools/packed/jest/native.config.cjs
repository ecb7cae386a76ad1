/** Node 24.9 or later, with NODE_OPTIONS=--experimental-vm-modules: Jest requires ES modules as Node does. */
module.exports = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': 'ts-jest' },
};
