#include "walk.h"

#include <string.h>

#include "language.h"

static const TSLanguage *language;

// The field of each child (without extras) of each production.
static uint8_t *fields;
static uint32_t fields_per_production;

typedef struct {
  Place place;
  // -1 for hidden nodes.
  int32_t row;
  // The row of the nearest visible node around the children.
  int32_t parent;
} Frame;

static Frame *frames;
static uint32_t frames_capacity;

void walk_init(const TSLanguage *of) {
  language = of;
  uint32_t productions = language->production_id_count;
  fields_per_production = language->max_alias_sequence_length;
  for (uint32_t production = 0; production < productions; production++) {
    const TSFieldMapEntry *entry, *end;
    ts_language_field_map(language, production, &entry, &end);
    for (; entry < end; entry++) {
      if (entry->child_index >= fields_per_production) fields_per_production = entry->child_index + 1;
    }
  }
  fields = calloc(productions, fields_per_production);
  for (uint32_t production = 0; production < productions; production++) {
    const TSFieldMapEntry *entry, *end;
    ts_language_field_map(language, production, &entry, &end);
    for (; entry < end; entry++) {
      uint8_t *field = &fields[production * fields_per_production + entry->child_index];
      if (!entry->inherited && *field == 0) *field = entry->field_id;
    }
  }
}

static inline uint32_t padding_bytes(Subtree self) {
  return self.data.is_inline ? self.data.padding_bytes : self.ptr->padding.bytes;
}

static inline uint32_t size_bytes(Subtree self) {
  return self.data.is_inline ? self.data.size_bytes : self.ptr->size.bytes;
}

static inline uint8_t flags_of(Subtree self, TSSymbol alias) {
  bool named = alias ? language->symbol_metadata[alias].named : ts_subtree_named(self);
  return (named ? FLAG_NAMED : 0) | (ts_subtree_missing(self) ? FLAG_MISSING : 0) |
         (ts_subtree_error_cost(self) > 0 ? FLAG_HAS_ERROR : 0) | (ts_subtree_extra(self) ? FLAG_EXTRA : 0);
}

static inline TSSymbol kind_of(Subtree self, TSSymbol alias) {
  TSSymbol symbol = alias ? alias : ts_subtree_symbol(self);
  return symbol < language->symbol_count + language->alias_count ? language->public_symbol_map[symbol] : symbol;
}

Item walk_root(const Subtree *root) {
  uint32_t start = padding_bytes(*root);
  return (Item){root, kind_of(*root, 0), 0, flags_of(*root, 0), true, start, start + size_bytes(*root)};
}

static inline Place children_of(const Item *item) {
  Subtree self = *item->subtree;
  uint32_t count = ts_subtree_child_count(self);
  uint32_t production = count ? self.ptr->production_id : 0;
  return (Place){
    .children = ts_subtree_children(self),
    .aliases = ts_language_alias_sequence(language, production),
    .fields = production ? &fields[production * fields_per_production] : NULL,
    .child_count = count,
    .position = item->start,
    .inherited = item->visible ? 0 : item->field,
  };
}

static inline bool next_child(Place *place, Item *child) {
  while (place->child < place->child_count) {
    const Subtree *subtree = &place->children[place->child];
    Subtree self = *subtree;
    uint32_t start = place->position + (place->child > 0 ? padding_bytes(self) : 0);
    place->position = start + size_bytes(self);
    place->child++;
    TSSymbol alias = 0;
    uint8_t field = 0;
    if (!ts_subtree_extra(self)) {
      uint32_t structural = place->structural++;
      if (place->aliases) alias = place->aliases[structural];
      if (place->fields) field = place->fields[structural];
      if (!field) field = place->inherited;
    }
    bool visible = alias || ts_subtree_visible(self);
    if (!visible && ts_subtree_visible_child_count(self) == 0) continue;
    *child = (Item){subtree, kind_of(self, alias), field, flags_of(self, alias), visible, start, place->position};
    return true;
  }
  return false;
}

Place walk_children(const Item *item) { return children_of(item); }

bool walk_next(Place *place, Item *child) { return next_child(place, child); }

static inline int32_t append(Columns *out, uint32_t first, const Item *item, uint32_t base, int32_t parent) {
  uint32_t i = out->count++;
  out->kind[i] = item->kind;
  out->field[i] = item->field;
  out->flags[i] = item->flags;
  out->start[i] = item->start / 2 - base;
  out->end[i] = item->end / 2 - base;
  out->parent[i] = parent;
  out->next[i] = out->count - first;
  return (int32_t)(i - first);
}

static inline uint32_t push(uint32_t depth, const Item *item, int32_t row, int32_t parent) {
  if (depth == frames_capacity) {
    frames_capacity = frames_capacity * 2 + 256;
    frames = columns_grow(frames, frames_capacity * sizeof *frames);
  }
  frames[depth] = (Frame){children_of(item), row, row >= 0 ? row : parent};
  return depth + 1;
}

// Closes the nodes that are open around a body that was left out: they end with their last row.
static void close_header(Columns *out, uint32_t first, uint32_t depth) {
  uint32_t last = out->count - 1;
  uint8_t errors = 0;
  for (uint32_t i = out->count; i-- > first;) {
    bool open = false;
    for (uint32_t d = 0; d < depth; d++) open |= frames[d].row == (int32_t)(i - first);
    if (open) {
      out->next[i] = out->count - first;
      out->end[i] = out->end[last];
      out->flags[i] = (out->flags[i] & ~FLAG_HAS_ERROR) | errors;
    }
    errors |= out->flags[i] & FLAG_HAS_ERROR;
  }
}

void walk_export(Columns *out, const Item *item, uint32_t base, const Subtree *body) {
  columns_reserve(out, out->count + walk_rows(item));
  uint32_t first = out->count;
  uint32_t depth = push(0, item, append(out, first, item, base, -1), -1);
  while (depth > 0) {
    Frame *frame = &frames[depth - 1];
    Item child;
    if (!next_child(&frame->place, &child)) {
      if (frame->row >= 0) out->next[first + (uint32_t)frame->row] = out->count - first;
      depth--;
    } else if (child.subtree == body) {
      close_header(out, first, depth);
      return;
    } else {
      int32_t parent = frame->parent;
      int32_t row = child.visible ? append(out, first, &child, base, parent) : -1;
      if (ts_subtree_child_count(*child.subtree) > 0) depth = push(depth, &child, row, parent);
    }
  }
}
