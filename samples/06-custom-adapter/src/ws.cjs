// `import * as WebSocket from 'ws'` gives CommonJS modules the class with everything that stands on it. To an ES
// module ws shows separate exports, and `Server` is none of them; here it is one.
exports.Server = require('ws').Server;
