/** The extension in the browser: the server is a web worker. */
import * as vscode from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { type Application, startApplication } from "./application.js";
import { ProjectFiles } from "./web/projectFiles.js";
import { fromServer, toServer } from "./web/uris.js";

/** TypeScript declares workers only together with the DOM. */
type WorkerPort = ConstructorParameters<typeof BrowserMessageReader>[0];
declare const Worker: new (url: string) => WorkerPort & { postMessage(message: unknown): void };

/** Starts the extension. */
export function start(context: vscode.ExtensionContext): Application {
  let client: LanguageClient;
  const files = new ProjectFiles(() => client);
  const application = startApplication(context, (options) => {
    const startServer = () => {
      files.forget();
      return createWorker(context.extensionUri);
    };
    client = new LanguageClient("jitHints", "JIT Hints", startServer, {
      ...options,
      uriConverters: { code2Protocol: toServer, protocol2Code: fromServer },
      middleware: {
        ...options.middleware,
        async didOpen(document, next) {
          await files.learn(document);
          await next(document);
        },
      },
    });
    return client;
  });
  context.subscriptions.push(files);
  return application;
}

/** Starts the server and gives it what it cannot find by itself: the parser, and the address of the rest of its code. */
async function createWorker(extension: vscode.Uri): Promise<MessageTransports> {
  const dist = vscode.Uri.joinPath(extension, "dist");
  const address = (name: string) => vscode.Uri.joinPath(dist, name).toString(true);
  const grammar = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, "python.wasm"));
  const worker = new Worker(address("server.js"));
  worker.postMessage({ grammar, services: address("services.js") });
  // Made here: VS Code puts a class of its own in the place of Worker, which the library does not recognise.
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
