import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodePython, encodePython, SourceError } from "../../server/src/workspace/pythonSource.js";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const refuses = (input: Buffer, message: RegExp) =>
  assert.throws(
    () => decodePython(input),
    (error) => error instanceof SourceError && message.test(error.message),
  );

describe("decoding Python files", () => {
  test("UTF-8 is the default, with and without byte order mark", () => {
    assert.deepEqual(decodePython(bytes("x = 'π'\n")), {
      text: "x = 'π'\n",
      encoding: "utf-8",
      hasBom: false,
      lineEnding: "\n",
    });
    const source = decodePython(bytes("\ufeffx = 1\n"));
    assert.equal(source.text, "x = 1\n");
    assert.equal(source.hasBom, true);
  });

  test("declarations are honoured on the first two lines", () => {
    const declared = (text: string) => decodePython(bytes(text, "latin1"));
    for (const line of [
      "# -*- coding: latin-1 -*-",
      "# vim: set fileencoding=iso-8859-1 :",
      "\t#coding:L1",
      "# coding: latin-1-unix",
    ]) {
      assert.equal(declared(`${line}\nx = '\xe9'\n`).text, `${line}\nx = 'é'\n`);
      assert.equal(declared(`#!/usr/bin/python3\n${line}\nx = '\xe9'\n`).text.endsWith("'é'\n"), true);
      assert.equal(declared(`\n${line}\nx = '\xe9'\n`).text.endsWith("'é'\n"), true);
    }
    assert.equal(declared("# coding: cp1252\nx = '\x80'\n").text, "# coding: cp1252\nx = '€'\n");
    assert.equal(declared("# coding: utf8\nx = 1\n").encoding, "utf-8");
    assert.equal(declared("# coding: UTF-8-sig\nx = 1\n").encoding, "utf-8");
    assert.equal(declared("# coding: utf_8\nx = 1\n").encoding, "utf-8");
    assert.equal(
      decodePython(Buffer.concat([bytes("# coding: shift_jis\n"), Buffer.from([0x83, 0x41])])).text.at(-1),
      "ア",
    );
  });

  test("a declaration elsewhere is a comment", () => {
    refuses(
      bytes("\n\n# coding: latin-1\nx = '\xe9'\n", "latin1"),
      /^line 4: byte 0xe9 is not valid UTF-8, and the file declares no encoding/,
    );
    refuses(bytes("x = 1\n# coding: latin-1\ny = '\xe9'\n", "latin1"), /^line 3: byte 0xe9/);
    refuses(bytes("x = 1 # coding: latin-1\ny = '\xe9'\n", "latin1"), /^line 2: byte 0xe9/);
  });

  test("undecodable files are refused with the reason", () => {
    refuses(bytes("x = 'é\n\xff'", "latin1"), /^line 1: byte 0xe9 is not valid UTF-8/);
    refuses(Buffer.from([0x23, 0xcf, 0x80, 0xcf]), /^line 1: byte 0xcf/);
    refuses(
      bytes("# coding: utf-8\n\xe9", "latin1"),
      /^line 2: byte 0xe9 is not valid UTF-8, which the file declares$/,
    );
    refuses(bytes("# coding: ascii\n\n'é'"), /^line 3: not valid ascii, which the file declares$/);
    refuses(bytes("# coding: klingon\n"), /^declares the encoding "klingon", which is not known here$/);
    for (const name of ["utf-16", "utf-7", "hex", "base64"]) refuses(bytes(`# coding: ${name}\n`), /is not known here/);
    refuses(bytes("\ufeff# coding: latin-1\n"), /byte order mark but declares the encoding "latin-1"/);
  });

  test("UTF-16 is named, with and without byte order mark", () => {
    refuses(bytes("\ufeffx = 1\n", "utf16le"), /looks like UTF-16/);
    refuses(bytes("\ufeffx = 1\n", "utf16le").swap16(), /looks like UTF-16/);
    refuses(bytes("x = 1\n", "utf16le"), /looks like UTF-16/);
    assert.equal(decodePython(bytes(`x = "\0"${" ".repeat(50)}`)).encoding, "utf-8");
  });

  test("an empty file is a file", () => assert.equal(decodePython(Buffer.alloc(0)).text, ""));
});

describe("writing back", () => {
  test("gives the same bytes for every encoding, mark and line ending", () => {
    const files = [
      bytes("\ufeffx = 'π'\r\ny = 1\r\n"),
      bytes("# coding: latin-1\rx = '\xe9'\r", "latin1"),
      bytes("# coding: cp1252\nx = '\x80'\r\n", "latin1"),
      Buffer.concat([bytes("# coding: euc-jp\n'"), Buffer.from([0xa5, 0xa2]), bytes("'\n")]),
    ];
    for (const file of files) {
      const source = decodePython(file);
      assert.deepEqual(encodePython(source, source.text), file);
    }
  });

  test("refuses characters that the encoding cannot hold", () => {
    const source = decodePython(bytes("# coding: latin-1\n"));
    assert.throws(() => encodePython(source, `${source.text}'€'`), /iso-8859-1 cannot hold/);
  });

  test("knows the usual line ending", () => {
    const endings = (text: string) => decodePython(bytes(text)).lineEnding;
    assert.equal(endings("a"), "\n");
    assert.equal(endings("a\r\nb\r\nc\n"), "\r\n");
    assert.equal(endings("a\nb\nc\r\n"), "\n");
    assert.equal(endings("a\rb\r"), "\r");
  });
});
