/** URIs as texts. Clients escape the same path differently, so URIs are compared unescaped. */

/** The part of a URI below a folder's, unescaped; the last part of the path where the folder does not hold it. */
export function relativeUri(uri: string, folder: string | null): string {
  const plain = unescapeUri(uri);
  if (folder !== null) {
    const base = asFolder(folder);
    if (plain.startsWith(base)) return plain.slice(base.length);
  }
  return plain.slice(Math.max(plain.lastIndexOf("/"), plain.indexOf(":")) + 1);
}

/** The innermost of the folders that hold a document. */
export function innermostFolder(uri: string, folders: readonly string[]): string | null {
  const plain = unescapeUri(uri);
  let best: string | null = null;
  for (const folder of folders) {
    if (plain.startsWith(asFolder(folder)) && (best === null || asFolder(folder).length > asFolder(best).length)) {
      best = folder;
    }
  }
  return best;
}

function asFolder(uri: string): string {
  const plain = unescapeUri(uri);
  return plain.endsWith("/") ? plain : `${plain}/`;
}

function unescapeUri(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
