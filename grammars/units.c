#include "units.h"

#include <string.h>

#include "doc.h"
#include "language.h"
#include "walk.h"

// What the children of a node on the way to the units are.
typedef enum {
  // Statements: of a module, a class body or an ERROR between them.
  ROLE_BODY,
  // Parts of a class or of a decorated class, until its body.
  ROLE_CLASS,
  // What follows the body of a class in it: nothing, in text without errors.
  ROLE_AFTER,
} Role;

typedef struct {
  Place place;
  Role role;
  // The class around the children, -1 at module level.
  int32_t parent;
  // ROLE_CLASS: the body of the class.
  const Subtree *body;
} Level;

static TSSymbol class_definition, decorated_definition, block;
static bool *is_unit;
static uint32_t symbols;

static Units units;
static Level *levels;
static uint32_t depth, levels_capacity;

// More stray tokens than this are no units: text in such a state is exported as a whole.
#define MOST_STRAYS 2000
static uint32_t strays;
static bool is_complete;

EXPORT(units) Units *units_struct(void) { return &units; }

static TSSymbol symbol_named(const TSLanguage *language, const char *name) {
  return ts_language_symbol_for_name(language, name, (uint32_t)strlen(name), true);
}

static bool ends_with(const char *text, const char *suffix) {
  size_t length = strlen(text), suffix_length = strlen(suffix);
  return length >= suffix_length && strcmp(text + length - suffix_length, suffix) == 0;
}

void units_init(const TSLanguage *language) {
  class_definition = symbol_named(language, "class_definition");
  decorated_definition = symbol_named(language, "decorated_definition");
  block = symbol_named(language, "block");
  symbols = ts_language_symbol_count(language);
  is_unit = calloc(symbols, 1);
  for (uint32_t symbol = 0; symbol < symbols; symbol++) {
    TSSymbolMetadata metadata = ts_language_symbol_metadata(language, symbol);
    const char *name = ts_language_symbol_name(language, symbol);
    is_unit[symbol] = metadata.visible && metadata.named && ends_with(name, "_statement");
  }
  is_unit[symbol_named(language, "comment")] = true;
  is_unit[symbol_named(language, "function_definition")] = true;
  is_unit[class_definition] = true;
  is_unit[decorated_definition] = true;
}

static void reserve(uint32_t count) {
  if (count <= units.capacity) return;
  size_t n = units.capacity = count + count / 4 + 256;
  units.start = columns_grow(units.start, n * sizeof *units.start);
  units.end = columns_grow(units.end, n * sizeof *units.end);
  units.kind = columns_grow(units.kind, n * sizeof *units.kind);
  units.rows = columns_grow(units.rows, n * sizeof *units.rows);
  units.parent = columns_grow(units.parent, n * sizeof *units.parent);
  units.first_row = columns_grow(units.first_row, n * sizeof *units.first_row);
  units.before = columns_grow(units.before, n * sizeof *units.before);
}

static void push(const Item *item, Role role, int32_t parent, const Subtree *body) {
  if (depth == levels_capacity) {
    levels_capacity = levels_capacity * 2 + 64;
    levels = columns_grow(levels, levels_capacity * sizeof *levels);
  }
  levels[depth++] = (Level){walk_children(item), role, parent, body};
}

// The body of a class, and what stands before it: its end (bytes) and its rows. What holds an error: `Error` bits.
typedef struct {
  Item body;
  uint32_t end, rows, errors;
} Header;

// Set in the kind of a unit that holds others: its errors, those of the others included.
enum { ERROR_IN_ROOT = 1 << 20, ERROR_IN_CLASS = 1 << 21, ERROR_IN_BODY = 1 << 22 };

static uint32_t error_bit(const Item *item, uint32_t bit) { return item->flags & FLAG_HAS_ERROR ? bit : 0; }

// The header of a class or decorated class. False for other nodes.
static bool find_header(const Item *definition, Header *header) {
  Place place = walk_children(definition);
  Item child;
  uint32_t end = definition->start, rows = 1;
  while (walk_next(&place, &child)) {
    if (definition->kind == class_definition && child.kind == block) {
      *header = (Header){child, end, rows, error_bit(definition, ERROR_IN_CLASS) | error_bit(&child, ERROR_IN_BODY)};
      return true;
    }
    if (definition->kind == decorated_definition && child.kind == class_definition) {
      if (!find_header(&child, header)) return false;
      header->rows += rows;
      return true;
    }
    end = child.end;
    rows += walk_rows(&child);
  }
  return false;
}

// A hash table of the nodes of the list before: their number plus one, 0 for a free place.
static uint32_t *places;
static uint32_t places_capacity, places_mask;
// The nodes of the list that is being made.
static Nodes now;
// The number of the last unit of the list before that was found again: units keep their order.
static int32_t last_found;

static uint32_t place_of(const void *node) { return (uint32_t)((uintptr_t)node >> 3) * 2654435761u & places_mask; }

static void index_nodes(const Nodes *nodes) {
  uint32_t size = 64;
  while (size < nodes->count * 2) size *= 2;
  if (size > places_capacity) places = columns_grow(places, (places_capacity = size) * sizeof *places);
  places_mask = size - 1;
  memset(places, 0, size * sizeof *places);
  for (uint32_t i = 0; i < nodes->count; i++) {
    if (!nodes->node[i]) continue;
    uint32_t place = place_of(nodes->node[i]);
    while (places[place]) place = (place + 1) & places_mask;
    places[place] = i + 1;
  }
}

static int32_t find_node(const Nodes *nodes, const void *node, uint32_t kind) {
  if (!node) return -1;
  for (uint32_t place = place_of(node); places[place]; place = (place + 1) & places_mask) {
    int32_t found = (int32_t)places[place] - 1;
    if (nodes->node[found] == node && nodes->kind[found] == kind && found > last_found) return last_found = found;
  }
  return -1;
}

static void add_node(const void *node, uint32_t kind) {
  if (now.count == now.capacity) {
    now.capacity = now.capacity * 2 + 256;
    now.node = columns_grow(now.node, now.capacity * sizeof *now.node);
    now.kind = columns_grow(now.kind, now.capacity * sizeof *now.kind);
  }
  now.node[now.count] = node;
  now.kind[now.count++] = kind;
}

void nodes_free(Nodes *nodes) {
  free(nodes->node);
  free(nodes->kind);
}

// Adds a unit, and its rows, up to `body`, if it is not that of a node of the list before.
static int32_t add_unit(const Item *item, uint32_t end, uint32_t rows, int32_t parent, uint32_t errors,
                        const Subtree *body, const Nodes *nodes, Columns *out) {
  reserve(units.count + 1);
  uint32_t i = units.count++;
  units.start[i] = item->start / 2;
  units.end[i] = end / 2;
  units.kind[i] = item->kind | (uint32_t)item->flags << 16 | errors | (uint32_t)item->field << 24;
  units.rows[i] = rows;
  units.parent[i] = parent;
  const void *node = item->subtree->data.is_inline ? NULL : item->subtree->ptr;
  units.before[i] = find_node(nodes, node, units.kind[i]);
  add_node(node, units.kind[i]);
  units.first_row[i] = units.before[i] < 0 ? (int32_t)out->count : -1;
  if (units.before[i] < 0) walk_export(out, item, units.start[i], body);
  return (int32_t)i;
}

// Adds an ERROR, or a block in one. Its one row is not exported: all of it is in the list.
static int32_t add_bracket(const Item *item, int32_t parent, uint32_t errors) {
  reserve(units.count + 1);
  uint32_t i = units.count++;
  units.start[i] = item->start / 2;
  units.end[i] = item->end / 2;
  units.kind[i] = item->kind | (uint32_t)item->flags << 16 | errors | (uint32_t)item->field << 24;
  units.rows[i] = 1;
  units.parent[i] = parent;
  units.before[i] = units.first_row[i] = -1;
  add_node(NULL, units.kind[i]);
  return (int32_t)i;
}

void units_list(const Subtree *root, Nodes *nodes, Columns *out) {
  index_nodes(nodes);
  now.count = 0;
  last_found = -1;
  Item item = walk_root(root);
  units.count = depth = strays = 0;
  is_complete = true;
  units.root_kind = item.kind | (uint32_t)item.flags << 16;
  units.root_start = item.start / 2;
  units.tree_rows = walk_rows(&item);
  push(&item, ROLE_BODY, -1, NULL);
  while (depth > 0) {
    Level *level = &levels[depth - 1];
    int32_t parent = level->parent;
    if (!walk_next(&level->place, &item)) {
      depth--;
    } else if (level->role == ROLE_CLASS) {
      if (item.subtree == level->body) {
        level->role = ROLE_AFTER;
        push(&item, ROLE_BODY, parent, NULL);
      } else if (item.kind == class_definition) {
        level->role = ROLE_AFTER;
        push(&item, ROLE_CLASS, parent, level->body);
      }
    } else if (!item.visible) {
      push(&item, level->role, parent, NULL);
    } else if (level->role == ROLE_AFTER) {
      is_complete = false;
    } else if (item.kind == block || item.kind == ts_builtin_sym_error) {
      uint32_t errors = error_bit(&item, ERROR_IN_ROOT);
      item.flags &= ~FLAG_HAS_ERROR;
      push(&item, ROLE_BODY, add_bracket(&item, parent, errors), NULL);
    } else if (item.kind < symbols && is_unit[item.kind]) {
      Header header;
      if (find_header(&item, &header)) {
        uint32_t errors = header.errors | error_bit(&item, ERROR_IN_ROOT);
        item.flags &= ~FLAG_HAS_ERROR;
        const Subtree *body = header.body.subtree;
        push(&item, ROLE_CLASS, add_unit(&item, header.end, header.rows, parent, errors, body, nodes, out), body);
      } else {
        add_unit(&item, item.end, walk_rows(&item), parent, 0, NULL, nodes, out);
      }
    } else if (++strays > MOST_STRAYS) {
      is_complete = false;
    } else {
      add_unit(&item, item.end, walk_rows(&item), parent, 0, NULL, nodes, out);
    }
  }
  if (!is_complete) units.tree_rows = 0;
  Nodes before = *nodes;
  *nodes = now;
  now = before;
}
