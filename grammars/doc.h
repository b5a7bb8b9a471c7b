// A text with its tree, and what C files share. Offsets that cross the border to JavaScript count UTF-16 code units.
#ifndef DOC_H_
#define DOC_H_

#include <stdbool.h>
#include <tree_sitter/api.h>

#include "columns.h"
#include "units.h"

#define EXPORT(name) __attribute__((export_name(#name)))

typedef struct {
  uint16_t *units;
  uint32_t length, capacity;
  // Of the text before the edits that were not parsed yet; NULL before the first parse.
  TSTree *tree;
  // The number of line feeds before `anchor`, an offset near the last edit: rows are counted from here, not from the
  // start.
  uint32_t anchor, anchor_row;
  // True when the tree lags behind the text.
  bool stale;
  // The last splice, whose inserted text arrives after the call.
  bool pending;
  TSInputEdit edit;
  // The nodes of the last unit list, and the tree that keeps them alive; NULL when the next list has to start from nothing.
  Nodes nodes;
  TSTree *listed;
  // Since that list.
  Change change;
} Doc;

// The columns that exports fill. They are overwritten by the next export.
Columns *columns(void);

#endif
