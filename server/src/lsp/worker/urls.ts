/** `file:` URIs and paths in a web worker, where every path has the form of POSIX. The build puts this in the place of `node:url`. */

/** As in `node:url`. */
export function fileURLToPath(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== "file:" || host !== "") throw new TypeError(`${url} is not a local file`);
  return decodeURIComponent(pathname);
}

/** As in `node:url`. */
export function pathToFileURL(path: string): URL {
  const url = new URL("file:///");
  url.pathname = path.split("/").map(encodeURIComponent).join("/");
  return url;
}
