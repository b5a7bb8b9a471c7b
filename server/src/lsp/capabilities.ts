/** What the client can do, folded once into plain facts, and what the server offers to it. */
import {
  type ClientCapabilities,
  type InitializeParams,
  MarkupKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { CODE_ACTION_KINDS } from "./codeActionKinds.js";
import { negotiateEncoding, type PositionEncoding } from "./textPositions.js";

/** The client, as far as the server cares. */
export interface ClientFeatures {
  readonly encoding: PositionEncoding;
  /** The client asks for diagnostics. Only where it can also be told to ask again; otherwise they are pushed. */
  readonly pullsDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly markdownHover: boolean;
  /** Without it a client takes commands only, and gets no actions. */
  readonly codeActionLiterals: boolean;
  readonly preferredActions: boolean;
  readonly disabledActions: boolean;
  /** Edits may be left out of a list of actions and asked for later. */
  readonly lazyEdits: boolean;
  /** Edits may name the version of the document that they are for. */
  readonly versionedEdits: boolean;
  readonly configurationRequests: boolean;
  readonly registersConfiguration: boolean;
  readonly registersFileWatchers: boolean;
  readonly workspaceFolders: boolean;
  /** Wants `jitHints/status`. */
  readonly status: boolean;
  /** Shows the message of a diagnostic in the hover by itself. Says so with `experimental.jitHints.problemsInHover`. */
  readonly problemsInHover: boolean;
}

/** Folds what a client says about itself. */
export function clientFeaturesOf(params: InitializeParams): ClientFeatures {
  const capabilities: ClientCapabilities = params.capabilities ?? {};
  const { general, textDocument, workspace } = capabilities;
  const pull = textDocument?.diagnostic;
  const push = textDocument?.publishDiagnostics;
  const pullsDiagnostics = pull !== undefined && workspace?.diagnostics?.refreshSupport === true;
  const action = textDocument?.codeAction;
  return {
    encoding: negotiateEncoding(general?.positionEncodings),
    pullsDiagnostics,
    // Clients that pull said these things about pushing before the protocol had a place for pulling.
    relatedInformation: (pull?.relatedInformation ?? push?.relatedInformation) === true,
    codeDescription: (pull?.codeDescriptionSupport ?? push?.codeDescriptionSupport) === true,
    diagnosticData: (pull?.dataSupport ?? push?.dataSupport) === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
    codeActionLiterals: action?.codeActionLiteralSupport !== undefined,
    preferredActions: action?.isPreferredSupport === true,
    disabledActions: action?.disabledSupport === true,
    lazyEdits: action?.dataSupport === true && action.resolveSupport?.properties.includes("edit") === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    configurationRequests: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFileWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    status: capabilities.experimental?.jitHints?.status === true,
    problemsInHover: capabilities.experimental?.jitHints?.problemsInHover === true,
  };
}

/** What the server offers to such a client. */
export function serverCapabilitiesFor(client: ClientFeatures, offered: ClientCapabilities): ServerCapabilities {
  return {
    // Left out, UTF-16 is meant; older clients do not know the property.
    ...(offered.general?.positionEncodings === undefined ? {} : { positionEncoding: client.encoding }),
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(client.pullsDiagnostics
      ? { diagnosticProvider: { identifier: "jit-hints", interFileDependencies: true, workspaceDiagnostics: false } }
      : {}),
    codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS], resolveProvider: client.lazyEdits },
    hoverProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
