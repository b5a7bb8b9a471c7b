/** The protocol's library as one object: dist/services.js takes it from dist/server.js. */

/** The library. */
export const protocol: unknown = require("vscode-languageserver");
