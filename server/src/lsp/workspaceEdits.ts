/** Edits of modules in the client's form. */
import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { TextEdit as ModuleEdit } from "../findings.js";
import type { ClientFeatures } from "./capabilities.js";
import { editsByDocument, type OpenDocument } from "./openDocument.js";

/** A document with edits of its module. */
export type DocumentEdits = readonly [OpenDocument, readonly ModuleEdit[]];

/** The edits of one document in the client's form. */
interface Target {
  readonly document: OpenDocument;
  readonly edits: readonly TextEdit[];
}

/** Edits of any number of modules, for the versions that they were made for. Documents that are not open have the version -1. */
export function workspaceEditOf(changes: readonly DocumentEdits[], client: ClientFeatures): WorkspaceEdit {
  const targets = changes.flatMap(targetsOf);
  if (!client.versionedEdits) {
    return { changes: Object.fromEntries(targets.map(({ document, edits }) => [document.uri, [...edits]])) };
  }
  return { documentChanges: targets.map((target) => documentEdit(target, target.edits)) };
}

/** The same, with an annotation for the user to confirm. Only for clients that show annotations. */
export function annotatedEditOf(changes: readonly DocumentEdits[], annotation: ChangeAnnotation): WorkspaceEdit {
  const annotationId = "jit-hints";
  return {
    changeAnnotations: { [annotationId]: { ...annotation, needsConfirmation: true } },
    documentChanges: changes.flatMap(targetsOf).map((target) =>
      documentEdit(
        target,
        target.edits.map((edit): AnnotatedTextEdit => ({ ...edit, annotationId })),
      ),
    ),
  };
}

function documentEdit({ document: { uri, version } }: Target, edits: readonly TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version: version < 0 ? null : version }, edits: [...edits] };
}

function targetsOf([document, edits]: DocumentEdits): Target[] {
  return [...(editsByDocument(document, edits) ?? [])].map(([target, own]) => ({
    document: target,
    edits: own.map(({ span, newText }) => ({
      range: target.rangeOf(span),
      newText: newText.replace(/\r\n|\r|\n/g, target.lineEnding),
    })),
  }));
}
