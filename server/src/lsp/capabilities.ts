/** What the client can do, folded once into plain facts, and what the server offers to it. */
import {
  type ClientCapabilities,
  DiagnosticTag,
  type InitializeParams,
  MarkupKind,
  type NotebookDocumentSyncOptions,
  ResourceOperationKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { codeActionKindsFor } from "./codeActionKinds.js";
import { ACTION_DOCUMENTATION, COMMANDS } from "./commandNames.js";
import type { ServerOptions } from "./serverOptions.js";
import { negotiateEncoding, type PositionEncoding } from "./textPositions.js";

/** Which notebooks and cells the client is to tell about. */
const NOTEBOOK_SYNC: NotebookDocumentSyncOptions = {
  notebookSelector: [{ notebook: "*", cells: [{ language: "python" }] }],
};

/** The client, as far as the server cares. */
export interface ClientFeatures {
  readonly encoding: PositionEncoding;
  /** The client asks for diagnostics. Only where it can also be told to ask again; otherwise they are pushed. */
  readonly pullsDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly unnecessaryTag: boolean;
  /** Takes Markdown in the messages of diagnostics. */
  readonly markdownMessages: boolean;
  readonly markdownHover: boolean;
  readonly markdownCompletion: boolean;
  /** Without it a client takes commands only, and gets no actions. */
  readonly codeActionLiterals: boolean;
  readonly preferredActions: boolean;
  readonly disabledActions: boolean;
  /** Edits may be left out of a list of actions and asked for later. */
  readonly lazyEdits: boolean;
  /** Edits may name the version of the document that they are for. */
  readonly versionedEdits: boolean;
  /** Edits may create files. */
  readonly createsFiles: boolean;
  /** Edits may carry annotations that the user confirms one by one. */
  readonly annotatedEdits: boolean;
  readonly appliesEdits: boolean;
  /** Opens a page in a browser or an editor for the server. */
  readonly showsDocuments: boolean;
  /** Shows where kinds of action are documented. */
  readonly actionDocumentation: boolean;
  readonly workDoneProgress: boolean;
  readonly notebooks: boolean;
  readonly refreshesInlayHints: boolean;
  readonly refreshesCodeLenses: boolean;
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
  const { general, notebookDocument, textDocument, window, workspace } = capabilities;
  const pull = textDocument?.diagnostic ?? undefined;
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
    unnecessaryTag: lists((pull?.tagSupport ?? push?.tagSupport)?.valueSet, DiagnosticTag.Unnecessary),
    markdownMessages: pullsDiagnostics && pull.markupMessageSupport === true,
    markdownHover: lists(textDocument?.hover?.contentFormat, MarkupKind.Markdown),
    markdownCompletion: lists(textDocument?.completion?.completionItem?.documentationFormat, MarkupKind.Markdown),
    codeActionLiterals: isSet(action?.codeActionLiteralSupport),
    preferredActions: action?.isPreferredSupport === true,
    disabledActions: action?.disabledSupport === true,
    lazyEdits: action?.dataSupport === true && lists(action.resolveSupport?.properties, "edit"),
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      lists(workspace.workspaceEdit.resourceOperations, ResourceOperationKind.Create),
    annotatedEdits:
      workspace?.workspaceEdit?.documentChanges === true && isSet(workspace.workspaceEdit.changeAnnotationSupport),
    appliesEdits: workspace?.applyEdit === true,
    showsDocuments: window?.showDocument?.support === true,
    actionDocumentation: action?.documentationSupport === true,
    workDoneProgress: window?.workDoneProgress === true,
    notebooks: isSet(notebookDocument?.synchronization),
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    configurationRequests: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersFileWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    status: capabilities.experimental?.jitHints?.status === true,
    problemsInHover: capabilities.experimental?.jitHints?.problemsInHover === true,
  };
}

/** Clients of older versions of the protocol say `true` or null where a list is expected now. */
function lists<T>(list: readonly T[] | null | undefined, value: T): boolean {
  return Array.isArray(list) && list.includes(value);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** What the server offers to such a client. */
export function serverCapabilitiesFor(
  client: ClientFeatures,
  offered: ClientCapabilities,
  options: ServerOptions,
): ServerCapabilities {
  return {
    // Left out, UTF-16 is meant; older clients do not know the property.
    ...(offered.general?.positionEncodings === undefined ? {} : { positionEncoding: client.encoding }),
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(client.pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: "jit-hints",
            // The cells of a notebook depend on each other.
            interFileDependencies: true,
            workspaceDiagnostics: options.workspaceDiagnostics,
            workDoneProgress: options.workspaceDiagnostics,
          },
        }
      : {}),
    ...(client.notebooks ? { notebookDocumentSync: NOTEBOOK_SYNC } : {}),
    codeActionProvider: {
      codeActionKinds: codeActionKindsFor(client),
      resolveProvider: client.lazyEdits,
      ...(client.actionDocumentation && client.showsDocuments ? { documentation: ACTION_DOCUMENTATION } : {}),
    },
    executeCommandProvider: { commands: [...COMMANDS], workDoneProgress: true },
    completionProvider: { triggerCharacters: ["[", ",", " ", ".", '"'] },
    documentLinkProvider: {},
    inlayHintProvider: true,
    codeLensProvider: {},
    hoverProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
