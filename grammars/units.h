// The units of a module: the statements, comments and stray tokens at module level and in class bodies, in the order of
// the text. A class is itself a unit that ends where its body begins; the statements of the body are units of their
// own that name it as their parent. Decorated classes likewise; decorated functions are one unit. An ERROR between
// statements, and a block in one, is a unit of one row, whose children are units.
#ifndef UNITS_H_
#define UNITS_H_

#include <tree_sitter/api.h>

#include "columns.h"
#include "subtree.h"

// A node that holds units, or nothing but lists of such: a class, or a hidden node that stands for a part of a list of statements.
typedef struct {
  const void *node;
  // Kind, flags from bit 16 on, field from bit 24 on.
  uint32_t kind;
  // UTF-16 units.
  uint32_t start;
  // Its units.
  uint32_t first, count;
  // How many spans lie in it: they follow it.
  uint32_t inner;
  uint32_t strays;
} Span;

// A unit list with its nodes, by which the next list of the same text knows what stayed: nodes do not change, and a parse takes over those
// of the old tree that an edit did not touch. What such a node holds is taken over without a look at it.
typedef struct {
  // NULL for a node that is stored in place, which has no identity.
  const void **node;
  // As in `Units`.
  uint32_t *start, *end, *kind, *rows;
  int32_t *parent;
  uint32_t count, capacity;
  Span *spans;
  uint32_t span_count, span_capacity;
} Nodes;

// What happened to the text since the list before: `start` to `old_end` became `start` to `new_end` (UTF-16 units).
typedef struct {
  uint32_t start, old_end, new_end;
  // How many edits there were; the first of them is described.
  uint32_t count;
} Change;

// One entry per unit. The JavaScript side reads this struct word by word: keep the order of the members.
typedef struct {
  uint32_t count, capacity;
  // UTF-16 units.
  uint32_t *start;
  uint32_t *end;
  // Kind, flags from bit 16 on, `ERROR_IN_…` of those that hold others from bit 20 on, field from bit 24 on.
  uint32_t *kind;
  uint32_t *rows;
  // The class, ERROR or block around it, -1 at module level.
  int32_t *parent;
  // The first of its rows in the columns, -1 when it was not exported.
  int32_t *first_row;
  // The same unit in the list before, -1 for none.
  int32_t *before;
  // The root: its kind and flags, and where it starts (UTF-16 units).
  uint32_t root_kind, root_start;
  // The rows of the tree; 0 when the units do not hold all of them.
  uint32_t tree_rows;
} Units;

// To be called once, before all else.
void units_init(const TSLanguage *language);

// Lists the units below a root and appends to the columns those that were not in the list before, whose nodes must still be alive. `change`
// is what happened since that list. Then `nodes` are those of this list.
void units_list(const Subtree *root, Nodes *nodes, const Change *change, Columns *out);

// Forgets the list: the next one takes nothing over.
void nodes_clear(Nodes *nodes);

void nodes_free(Nodes *nodes);

#endif
