/**
 * The part of `iconv-lite` that a server needs, by the decoders of the platform: the server reads files that are not open, and writes none.
 * The build puts this in the place of `iconv-lite` in dist/server.js, whose tables would make it twice as large. The command line has them.
 */
export default {
  /** Whether the platform knows an encoding by this name. */
  encodingExists(name: string): boolean {
    try {
      return new TextDecoder(name) instanceof TextDecoder;
    } catch {
      return false;
    }
  },

  /** The text of bytes; what is not valid becomes U+FFFD. */
  decode(bytes: Uint8Array, name: string): string {
    return new TextDecoder(name, { ignoreBOM: true }).decode(bytes);
  },

  /** Throws: edits go through the editor. */
  encode(_text: string, name: string): never {
    throw new Error(`the server does not write ${name}`);
  },
};
