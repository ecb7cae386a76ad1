import { describe } from 'vitest';
import { describeHttpPlatform } from '../../src/http/describe-http-platform.js';
import { httpPlatform } from '../support/starter-platforms.js';
import { HTTP_FAULTS } from './http-faults.js';

for (const { what, Adapter } of HTTP_FAULTS) describe(what, () => describeHttpPlatform(httpPlatform(Adapter)));
