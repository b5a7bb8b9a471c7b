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
  // The span whose node this is, or -1.
  int32_t span;
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

static void push(const Item *item, Role role, int32_t parent, const Subtree *body, int32_t span) {
  if (depth == levels_capacity) {
    levels_capacity = levels_capacity * 2 + 64;
    levels = columns_grow(levels, levels_capacity * sizeof *levels);
  }
  levels[depth++] = (Level){walk_children(item), role, parent, body, span};
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

// Hash tables of the nodes and spans of the list before: their number plus one, 0 for a free place.
typedef struct {
  uint32_t *places;
  uint32_t capacity, mask;
} Table;
static Table node_table, span_table;
// The list that is being made.
static Nodes now;
// The number of the last unit of the list before that was found again: units keep their order.
static int32_t last_found;

static uint32_t hash_of(const void *node) { return (uint32_t)((uintptr_t)node >> 4) * 2654435761u; }

static void table_reset(Table *table, uint32_t count) {
  uint32_t size = 64;
  while (size < count * 2) size *= 2;
  if (size > table->capacity) table->places = columns_grow(table->places, (table->capacity = size) * sizeof *table->places);
  table->mask = size - 1;
  memset(table->places, 0, size * sizeof *table->places);
}

static void table_add(Table *table, const void *node, uint32_t number) {
  uint32_t place = hash_of(node) & table->mask;
  while (table->places[place]) place = (place + 1) & table->mask;
  table->places[place] = number + 1;
}

static void index_nodes(const Nodes *nodes) {
  table_reset(&node_table, nodes->count);
  for (uint32_t i = 0; i < nodes->count; i++)
    if (nodes->node[i]) table_add(&node_table, nodes->node[i], i);
  table_reset(&span_table, nodes->span_count);
  for (uint32_t i = 0; i < nodes->span_count; i++) table_add(&span_table, nodes->spans[i].node, i);
}

static int32_t find_node(const Nodes *nodes, const void *node, uint32_t kind) {
  if (!node) return -1;
  const Table *table = &node_table;
  for (uint32_t place = hash_of(node) & table->mask; table->places[place]; place = (place + 1) & table->mask) {
    int32_t found = (int32_t)table->places[place] - 1;
    if (nodes->node[found] == node && nodes->kind[found] == kind && found > last_found) return last_found = found;
  }
  return -1;
}

static int32_t find_span(const Nodes *nodes, const void *node, uint32_t kind) {
  const Table *table = &span_table;
  for (uint32_t place = hash_of(node) & table->mask; table->places[place]; place = (place + 1) & table->mask) {
    const Span *span = &nodes->spans[table->places[place] - 1];
    if (span->node == node && span->kind == kind && (int32_t)span->first > last_found)
      return (int32_t)(span - nodes->spans);
  }
  return -1;
}

// Trees that are nested more deeply are not compared: the call stack has an end.
#define DEEPEST 1000

// True when two subtrees at the same place in the text give the same rows. The padding of a first child belongs to what is around it.
static bool same_subtree(Subtree a, Subtree b, bool is_first, uint32_t level) {
  // Of what is stored in place, the pointer is only a half.
  if (!a.data.is_inline && !b.data.is_inline && a.ptr == b.ptr) return true;
  uint32_t count = ts_subtree_child_count(a);
  if (level > DEEPEST || count != ts_subtree_child_count(b) || ts_subtree_symbol(a) != ts_subtree_symbol(b)) return false;
  if (ts_subtree_size(a).bytes != ts_subtree_size(b).bytes) return false;
  if (!is_first && ts_subtree_padding(a).bytes != ts_subtree_padding(b).bytes) return false;
  if (ts_subtree_visible(a) != ts_subtree_visible(b) || ts_subtree_named(a) != ts_subtree_named(b)) return false;
  if (ts_subtree_extra(a) != ts_subtree_extra(b) || ts_subtree_missing(a) != ts_subtree_missing(b)) return false;
  if ((ts_subtree_error_cost(a) > 0) != (ts_subtree_error_cost(b) > 0)) return false;
  if (count > 0 && a.ptr->production_id != b.ptr->production_id) return false;
  for (uint32_t i = 0; i < count; i++)
    if (!same_subtree(ts_subtree_children(a)[i], ts_subtree_children(b)[i], i == 0, level + 1)) return false;
  return true;
}

// The unit of the list before that a unit equals whose node is another: in broken text the parser makes nodes anew that no edit touched.
static int32_t find_equal(const Nodes *nodes, const Change *change, const Item *item, uint32_t rows, uint32_t kind) {
  if (change->count != 1) return -1;
  uint32_t start = item->start / 2, end = item->end / 2, was = start;
  if (start >= change->new_end) was = start - change->new_end + change->old_end;
  else if (end > change->start) return -1;
  uint32_t low = (uint32_t)(last_found + 1), high = nodes->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (nodes->start[middle] < was) low = middle + 1;
    else high = middle;
  }
  bool is_inline = item->subtree->data.is_inline;
  for (; low < nodes->count && nodes->start[low] == was; low++) {
    if (nodes->kind[low] != kind || nodes->rows[low] != rows || nodes->end[low] - was != end - start) continue;
    if (is_inline != !nodes->node[low]) continue;
    // What is stored in place has nothing in it.
    if (is_inline || same_subtree((Subtree){.ptr = nodes->node[low]}, *item->subtree, true, 0))
      return last_found = (int32_t)low;
  }
  return -1;
}

static void add_node(const void *node) {
  if (units.count > now.capacity) {
    now.capacity = units.count + units.count / 4 + 256;
    now.node = columns_grow(now.node, now.capacity * sizeof *now.node);
    now.start = columns_grow(now.start, now.capacity * sizeof *now.start);
    now.end = columns_grow(now.end, now.capacity * sizeof *now.end);
    now.kind = columns_grow(now.kind, now.capacity * sizeof *now.kind);
    now.rows = columns_grow(now.rows, now.capacity * sizeof *now.rows);
    now.parent = columns_grow(now.parent, now.capacity * sizeof *now.parent);
  }
  now.node[units.count - 1] = node;
}

static Span *add_span(Span span) {
  if (now.span_count == now.span_capacity) {
    now.span_capacity = now.span_capacity * 2 + 256;
    now.spans = columns_grow(now.spans, now.span_capacity * sizeof *now.spans);
  }
  now.spans[now.span_count] = span;
  return &now.spans[now.span_count++];
}

// Begins the span of a node whose units are listed next. Its number.
static int32_t open_span(const Item *item, uint32_t kind) {
  add_span((Span){item->subtree->ptr, kind, item->start / 2, units.count, 0, 0, strays});
  return (int32_t)now.span_count - 1;
}

static void close_span(int32_t number) {
  Span *span = &now.spans[number];
  span->count = units.count - span->first;
  span->inner = now.span_count - (uint32_t)number - 1;
  span->strays = strays - span->strays;
}

// Takes over the units of a span of the list before, whose node now stands at `start` (UTF-16 units).
static void take_over(const Nodes *nodes, int32_t number, uint32_t start, int32_t parent) {
  const Span *span = &nodes->spans[number];
  uint32_t by = start - span->start, shift = units.count - span->first;
  reserve(units.count + span->count);
  for (uint32_t from = span->first; from < span->first + span->count; from++) {
    uint32_t i = units.count++;
    units.start[i] = nodes->start[from] + by;
    units.end[i] = nodes->end[from] + by;
    units.kind[i] = nodes->kind[from];
    units.rows[i] = nodes->rows[from];
    int32_t holder = nodes->parent[from];
    units.parent[i] = holder >= (int32_t)span->first ? holder + (int32_t)shift : parent;
    units.before[i] = (int32_t)from;
    units.first_row[i] = -1;
    add_node(nodes->node[from]);
  }
  for (uint32_t inner = 0; inner <= span->inner; inner++) {
    Span *taken = add_span(span[inner]);
    taken->start += by;
    taken->first += shift;
  }
  if (span->count > 0) last_found = (int32_t)(span->first + span->count) - 1;
  strays += span->strays;
}

static void keep_list(void) {
  now.count = units.count;
  if (units.count == 0) return;
  size_t bytes = units.count * sizeof *units.start;
  memcpy(now.start, units.start, bytes);
  memcpy(now.end, units.end, bytes);
  memcpy(now.kind, units.kind, bytes);
  memcpy(now.rows, units.rows, bytes);
  memcpy(now.parent, units.parent, bytes);
}

void nodes_clear(Nodes *nodes) { nodes->count = nodes->span_count = 0; }

void nodes_free(Nodes *nodes) {
  free(nodes->node);
  free(nodes->start);
  free(nodes->end);
  free(nodes->kind);
  free(nodes->rows);
  free(nodes->parent);
  free(nodes->spans);
}

// Adds a unit, and its rows, up to `body`, if it is not that of a node of the list before, nor equal to one.
static int32_t add_unit(const Item *item, uint32_t end, uint32_t rows, int32_t parent, uint32_t errors,
                        const Subtree *body, const Nodes *nodes, const Change *change, Columns *out) {
  reserve(units.count + 1);
  uint32_t i = units.count++;
  units.start[i] = item->start / 2;
  units.end[i] = end / 2;
  units.kind[i] = item->kind | (uint32_t)item->flags << 16 | errors | (uint32_t)item->field << 24;
  units.rows[i] = rows;
  units.parent[i] = parent;
  const void *node = item->subtree->data.is_inline ? NULL : item->subtree->ptr;
  units.before[i] = find_node(nodes, node, units.kind[i]);
  if (units.before[i] < 0 && !body) units.before[i] = find_equal(nodes, change, item, rows, units.kind[i]);
  add_node(node);
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
  add_node(NULL);
  return (int32_t)i;
}

static uint32_t tag_of(const Item *item) {
  return item->kind | (uint32_t)item->flags << 16 | (uint32_t)item->field << 24;
}

void units_list(const Subtree *root, Nodes *nodes, const Change *change, Columns *out) {
  index_nodes(nodes);
  nodes_clear(&now);
  last_found = -1;
  Item item = walk_root(root);
  units.count = depth = strays = 0;
  is_complete = true;
  units.root_kind = item.kind | (uint32_t)item.flags << 16;
  units.root_start = item.start / 2;
  units.tree_rows = walk_rows(&item);
  push(&item, ROLE_BODY, -1, NULL, -1);
  while (depth > 0) {
    Level *level = &levels[depth - 1];
    int32_t parent = level->parent;
    if (!walk_next(&level->place, &item)) {
      if (level->span >= 0) close_span(level->span);
      depth--;
    } else if (level->role == ROLE_CLASS) {
      if (item.subtree == level->body) {
        level->role = ROLE_AFTER;
        push(&item, ROLE_BODY, parent, NULL, -1);
      } else if (item.kind == class_definition) {
        level->role = ROLE_AFTER;
        push(&item, ROLE_CLASS, parent, level->body, -1);
      }
    } else if (!item.visible) {
      // Hidden nodes that were stored in place have no children.
      int32_t known = level->role == ROLE_BODY ? find_span(nodes, item.subtree->ptr, tag_of(&item)) : -1;
      if (known >= 0) {
        take_over(nodes, known, item.start / 2, parent);
      } else {
        int32_t span = level->role == ROLE_BODY ? open_span(&item, tag_of(&item)) : -1;
        push(&item, level->role, parent, NULL, span);
      }
    } else if (level->role == ROLE_AFTER) {
      is_complete = false;
    } else if (item.kind == block || item.kind == ts_builtin_sym_error) {
      uint32_t errors = error_bit(&item, ERROR_IN_ROOT);
      item.flags &= ~FLAG_HAS_ERROR;
      push(&item, ROLE_BODY, add_bracket(&item, parent, errors), NULL, -1);
    } else if (item.kind < symbols && is_unit[item.kind]) {
      bool may_hold = item.kind == class_definition || item.kind == decorated_definition;
      uint32_t tag = tag_of(&item);
      int32_t known = may_hold ? find_span(nodes, item.subtree->ptr, tag) : -1;
      Header header;
      if (known >= 0) {
        take_over(nodes, known, item.start / 2, parent);
      } else if (may_hold && find_header(&item, &header)) {
        uint32_t errors = header.errors | error_bit(&item, ERROR_IN_ROOT);
        item.flags &= ~FLAG_HAS_ERROR;
        const Subtree *body = header.body.subtree;
        int32_t span = open_span(&item, tag);
        int32_t unit = add_unit(&item, header.end, header.rows, parent, errors, body, nodes, change, out);
        push(&item, ROLE_CLASS, unit, body, span);
      } else {
        add_unit(&item, item.end, walk_rows(&item), parent, 0, NULL, nodes, change, out);
      }
    } else if (++strays > MOST_STRAYS) {
      is_complete = false;
    } else {
      add_unit(&item, item.end, walk_rows(&item), parent, 0, NULL, nodes, change, out);
    }
  }
  // Strays of what was taken over have been counted, too.
  if (is_complete && strays <= MOST_STRAYS) {
    keep_list();
  } else {
    units.tree_rows = 0;
    nodes_clear(&now);
  }
  Nodes before = *nodes;
  *nodes = now;
  now = before;
  // The next list may be that of a short text, and keep what it is given.
  if (now.capacity > 4 * units.count + 1024) {
    nodes_free(&now);
    now = (Nodes){0};
  }
}
