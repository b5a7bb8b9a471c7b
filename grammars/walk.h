// Walks over tree-sitter's own subtrees, which cost a third of its public cursor: only bytes are added up, no rows and
// columns, and fields and aliases come from tables. Depends on the layout in subtree.h of the version that build.sh
// compiles; oracle.c exports the same through the public API, and tests hold the two against each other.
#ifndef WALK_H_
#define WALK_H_

#include <tree_sitter/api.h>

#include "columns.h"
#include "subtree.h"

// A node as its parent sees it.
typedef struct {
  const Subtree *subtree;
  // The public symbol, of visible nodes.
  TSSymbol kind;
  // Of hidden nodes: what their children inherit.
  uint8_t field;
  uint8_t flags;
  bool visible;
  // Bytes.
  uint32_t start, end;
} Item;

// A place among the children of a node.
typedef struct {
  const Subtree *children;
  // By number of the child without extras. NULL for production 0, which has neither, and may have any number of
  // children.
  const TSSymbol *aliases;
  const uint8_t *fields;
  uint32_t child, child_count, structural;
  // Bytes: the end of the child before, at first the start of the node.
  uint32_t position;
  uint8_t inherited;
} Place;

// To be called once, before all else.
void walk_init(const TSLanguage *language);

// The root of a tree.
Item walk_root(const Subtree *root);

// The place before the first child.
Place walk_children(const Item *item);

// The next child, without the hidden ones that have no visible children. False at the end.
bool walk_next(Place *place, Item *child);

// Appends the subtree to the columns, with offsets in UTF-16 units from `base`, and row numbers from its own first
// row. The export ends where `body`, if not NULL, would begin; the nodes around it then end, and have errors, as if
// nothing followed.
void walk_export(Columns *out, const Item *item, uint32_t base, const Subtree *body);

// The number of rows of a node with its subtree.
static inline uint32_t walk_rows(const Item *item) {
  return ts_subtree_visible_descendant_count(*item->subtree) + (item->visible ? 1 : 0);
}

#endif
