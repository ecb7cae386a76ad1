// In a CommonJS module, `import * as WebSocket from 'ws'` is the class with its static members. An ES module only sees the
// exports of ws, which do not include `Server`. This file exports it.
exports.Server = require('ws').Server;
