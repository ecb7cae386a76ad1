import { describeRfc6455 } from '@portico/conformance';
import { PLATFORM } from './platform.fixture.js';

// For libraries that speak plain WebSockets. Where yours differs from the protocol and you cannot change it, name the test and
// the reason, such as '5.1 closes with 1002 on an unmasked *': 'the library closes with 1003'. `*` stands for any text.
describeRfc6455(PLATFORM, {});
