/** How the server talks to its client. */
import { connect } from "node:net";
import {
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  SocketMessageReader,
  SocketMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

/** A way to exchange messages. `ipc` is the channel of a Node.js parent; a port is one on this machine that the client listens on. */
export type Transport =
  | { readonly kind: "stdio" }
  | { readonly kind: "ipc" }
  | { readonly kind: "socket"; readonly port: number };

/** The two ends of a transport. */
export interface Channel {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/** Opens a transport. `lost` is called when the client can no longer be reached. */
export function openChannel(transport: Transport, lost: (reason: string) => void): Channel {
  switch (transport.kind) {
    case "stdio":
      process.stdin.on("end", () => lost("the input was closed"));
      process.stdin.on("close", () => lost("the input was closed"));
      process.stdin.on("error", (error) => lost(error.message));
      process.stdout.on("error", (error) => lost(error.message));
      return { reader: new StreamMessageReader(process.stdin), writer: new StreamMessageWriter(process.stdout) };
    case "ipc":
      process.on("disconnect", () => lost("the channel was closed"));
      return { reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) };
    case "socket": {
      const socket = connect(transport.port, "127.0.0.1");
      socket.setNoDelay(true);
      socket.on("error", (error) => lost(error.message));
      socket.on("close", () => lost("the connection was closed"));
      return { reader: new SocketMessageReader(socket), writer: new SocketMessageWriter(socket) };
    }
  }
}
