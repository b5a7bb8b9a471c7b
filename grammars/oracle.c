// The export of a whole tree through tree-sitter's public API alone. Tests compare it with walk.c; nothing else calls
// it.
#include "doc.h"

EXPORT(export_public) uint32_t export_public(Doc *doc) {
  TSNode root = ts_tree_root_node(doc->tree);
  Columns *out = columns();
  out->count = 0;
  columns_reserve(out, ts_node_descendant_count(root));
  TSTreeCursor cursor = ts_tree_cursor_new(root);
  int32_t parent = -1;
  do {
    TSNode node = ts_tree_cursor_current_node(&cursor);
    columns_reserve(out, out->count + 1);
    uint32_t i = out->count++;
    out->kind[i] = ts_node_symbol(node);
    out->field[i] = ts_tree_cursor_current_field_id(&cursor);
    out->flags[i] = (ts_node_is_named(node) ? FLAG_NAMED : 0) | (ts_node_is_missing(node) ? FLAG_MISSING : 0) |
                    (ts_node_has_error(node) ? FLAG_HAS_ERROR : 0) | (ts_node_is_extra(node) ? FLAG_EXTRA : 0);
    out->start[i] = ts_node_start_byte(node) / 2;
    out->end[i] = ts_node_end_byte(node) / 2;
    out->parent[i] = parent;
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      parent = (int32_t)i;
      continue;
    }
    out->next[i] = out->count;
    while (parent >= 0 && !ts_tree_cursor_goto_next_sibling(&cursor)) {
      ts_tree_cursor_goto_parent(&cursor);
      out->next[parent] = out->count;
      parent = out->parent[parent];
    }
  } while (parent >= 0);
  ts_tree_cursor_delete(&cursor);
  return out->count;
}
