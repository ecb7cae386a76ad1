import { describeWebSocketPlatform } from '@portico/conformance';
import { PLATFORM } from './platform.fixture.js';

describeWebSocketPlatform(PLATFORM);
