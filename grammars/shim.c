// The C half of server/src/syntax: documents with a resident UTF-16 text, incremental parsing, and export of syntax
// trees as flat arrays. One call per step, no object per node. tree-sitter counts bytes; what JavaScript passes and
// reads are UTF-16 code units.
#include "doc.h"

#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "tree.h"
#include "units.h"
#include "walk.h"

const TSLanguage *tree_sitter_python(void);

static TSParser *parser;
static const TSLanguage *language;
static Columns exported;

EXPORT(columns) Columns *columns(void) { return &exported; }

// The hidden symbol of lists of statements: see sources.patch.
extern TSSymbol ts_closed_symbol;

static TSSymbol find_symbol(const char *name) {
  TSSymbol symbol = 0;
  while (symbol < ts_language_symbol_count(language) && strcmp(ts_language_symbol_name(language, symbol), name) != 0)
    symbol++;
  return symbol;
}

EXPORT(init) int init(void) {
  language = tree_sitter_python();
  parser = ts_parser_new();
  ts_closed_symbol = find_symbol("module_repeat1");
  walk_init(language);
  units_init(language);
  return ts_parser_set_language(parser, language);
}

EXPORT(symbol_count) uint32_t symbol_count(void) { return ts_language_symbol_count(language); }
EXPORT(symbol_name) const char *symbol_name(TSSymbol symbol) { return ts_language_symbol_name(language, symbol); }
EXPORT(symbol_type) int symbol_type(TSSymbol symbol) { return ts_language_symbol_type(language, symbol); }
// Aliased and duplicated symbols share one public number: the only one that exported nodes carry.
EXPORT(public_symbol) TSSymbol public_symbol(TSSymbol symbol) { return ts_language_public_symbol(language, symbol); }
EXPORT(field_count) uint32_t field_count(void) { return ts_language_field_count(language); }
EXPORT(field_name) const char *field_name(TSFieldId field) { return ts_language_field_name_for_id(language, field); }

EXPORT(doc_new) Doc *doc_new(void) { return calloc(1, sizeof(Doc)); }

EXPORT(doc_delete) void doc_delete(Doc *doc) {
  if (doc->tree) ts_tree_delete(doc->tree);
  free(doc->units);
  if (doc->listed) ts_tree_delete(doc->listed);
  nodes_free(&doc->nodes);
  free(doc);
}

static void reserve(Doc *doc, uint32_t units) {
  if (units <= doc->capacity) return;
  doc->capacity = units + units / 4 + 256;
  doc->units = realloc(doc->units, (size_t)doc->capacity * 2);
  if (!doc->units) abort();
}

// Makes the next unit list export every unit.
EXPORT(doc_touch) void doc_touch(Doc *doc) { nodes_clear(&doc->nodes); }

// Makes `length` units of room for a new text, which the caller then writes.
EXPORT(doc_load) uint16_t *doc_load(Doc *doc, uint32_t length) {
  if (doc->tree) ts_tree_delete(doc->tree);
  doc->tree = NULL;
  reserve(doc, length);
  doc->length = length;
  doc->anchor = doc->anchor_row = 0;
  doc->pending = false;
  doc->stale = true;
  doc->change.count = 0;
  doc_touch(doc);
  return doc->units;
}

static uint32_t count_rows(const Doc *doc, uint32_t start, uint32_t end) {
  uint32_t rows = 0;
  for (uint32_t i = start; i < end; i++) rows += doc->units[i] == '\n';
  return rows;
}

// tree-sitter's error recovery weighs skipped lines, so rows have to be right for a re-parse to equal a fresh parse.
static TSPoint point_at(Doc *doc, uint32_t offset) {
  if (offset >= doc->anchor) {
    doc->anchor_row += count_rows(doc, doc->anchor, offset);
  } else {
    doc->anchor_row -= count_rows(doc, offset, doc->anchor);
  }
  doc->anchor = offset;
  uint32_t line = offset;
  while (line > 0 && doc->units[line - 1] != '\n') line--;
  return (TSPoint){doc->anchor_row, (offset - line) * 2};
}

static void complete_edit(Doc *doc) {
  if (!doc->pending) return;
  doc->pending = false;
  uint32_t new_end = doc->edit.new_end_byte / 2;
  uint32_t start = doc->edit.start_byte / 2;
  doc->edit.start_point = point_at(doc, start);
  doc->edit.new_end_point = point_at(doc, new_end);
  if (doc->tree) ts_tree_edit(doc->tree, &doc->edit);
}

// Replaces the units from `start` to `old_end` by room for `inserted` units, which the caller then writes at the
// result.
EXPORT(doc_splice) uint16_t *doc_splice(Doc *doc, uint32_t start, uint32_t old_end, uint32_t inserted) {
  complete_edit(doc);
  uint32_t new_end = start + inserted;
  doc->edit.start_byte = start * 2;
  doc->edit.old_end_byte = old_end * 2;
  doc->edit.new_end_byte = new_end * 2;
  doc->edit.old_end_point = point_at(doc, old_end);
  point_at(doc, start);
  doc->pending = true;
  if (doc->change.count++ == 0) {
    doc->change.start = start;
    doc->change.old_end = old_end;
    doc->change.new_end = new_end;
  }
  uint32_t tail = doc->length - old_end;
  reserve(doc, new_end + tail);
  memmove(doc->units + new_end, doc->units + old_end, (size_t)tail * 2);
  doc->length = new_end + tail;
  doc->stale = true;
  return doc->units + start;
}

// Parses the text, reusing what the edits since the last parse left alone.
EXPORT(doc_parse) int doc_parse(Doc *doc) {
  if (!doc->stale) return 1;
  doc->stale = false;
  complete_edit(doc);
  TSTree *old = doc->tree;
  const char *text = (const char *)doc->units;
  doc->tree = ts_parser_parse_string_encoding(parser, old, text, doc->length * 2, TSInputEncodingUTF16LE);
  if (!doc->tree) return 0;
  if (old) ts_tree_delete(old);
  return 1;
}

// Fills the unit list, and the columns with the units that were not in the last such list.
EXPORT(doc_units) void doc_units(Doc *doc) {
  exported.count = 0;
  units_list(&doc->tree->root, &doc->nodes, &doc->change, &exported);
  doc->change.count = 0;
  if (doc->listed) ts_tree_delete(doc->listed);
  doc->listed = ts_tree_copy(doc->tree);
}

// Fills the columns with the whole tree.
EXPORT(doc_export) void doc_export(Doc *doc) {
  exported.count = 0;
  Item root = walk_root(&doc->tree->root);
  walk_export(&exported, &root, 0, NULL);
}
