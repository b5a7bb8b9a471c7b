import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lineEnds } from "../../server/src/lsp/comments.js";

/** What stands at the ends of the line with this number. */
function ends(text: string, line: number): { comment: string | null; begins: boolean; ends: boolean } {
  const lines = text.split("\n");
  const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  const { comment, beginsInString, endsInString } = lineEnds(text, { start, end: start + lines[line]!.length });
  return {
    comment: comment === null ? null : text.slice(comment.start, comment.end),
    begins: beginsInString,
    ends: endsInString,
  };
}

describe("comments and strings", () => {
  const cases: [string, number, { comment: string | null; begins: boolean; ends: boolean }][] = [
    ["x = 1  # why", 0, { comment: "# why", begins: false, ends: false }],
    ["x = '# no'  # yes", 0, { comment: "# yes", begins: false, ends: false }],
    ["x = 'it\\'s' # yes", 0, { comment: "# yes", begins: false, ends: false }],
    ['x = """a', 0, { comment: null, begins: false, ends: true }],
    ['x = """a\n# no\n"""  # yes', 1, { comment: null, begins: true, ends: true }],
    ['x = """a\n# no\n"""  # yes', 2, { comment: "# yes", begins: true, ends: false }],
    ["x = 'never closed\ny = 1  # yes", 1, { comment: "# yes", begins: false, ends: false }],
    ["# it's a comment\ny = 1  # yes", 1, { comment: "# yes", begins: false, ends: false }],
    ["x = 'a \\\n# no' # yes", 1, { comment: "# yes", begins: true, ends: false }],
    ["x = f'{y['#']}' # yes", 0, { comment: "# yes", begins: false, ends: false }],
    ["x = f'{{' # yes", 0, { comment: "# yes", begins: false, ends: false }],
    ["x = rf\"{y:{'#'}}\" # yes", 0, { comment: "# yes", begins: false, ends: false }],
    ["x = f'{open\ny = 1 # yes", 1, { comment: "# yes", begins: false, ends: false }],
    ["x = r'\\' # no", 0, { comment: null, begins: false, ends: false }],
    ["", 0, { comment: null, begins: false, ends: false }],
  ];
  for (const [text, line, expected] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(ends(text, line), expected));
  }
});
