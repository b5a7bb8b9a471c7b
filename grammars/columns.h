// The columns of an exported tree. The JavaScript side reads this struct word by word: keep the order of the members.
#ifndef COLUMNS_H_
#define COLUMNS_H_

#include <stdint.h>
#include <stdlib.h>

enum { FLAG_NAMED = 1, FLAG_MISSING = 2, FLAG_HAS_ERROR = 4, FLAG_EXTRA = 8 };

typedef struct {
  uint32_t count, capacity;
  uint16_t *kind;
  uint8_t *field;
  uint8_t *flags;
  uint32_t *start;
  uint32_t *end;
  int32_t *parent;
  uint32_t *next;
} Columns;

static inline void *columns_grow(void *memory, size_t bytes) {
  void *grown = realloc(memory, bytes);
  if (!grown) abort();
  return grown;
}

static inline void columns_reserve(Columns *self, uint32_t rows) {
  if (rows <= self->capacity) return;
  size_t n = self->capacity = rows + rows / 4 + 1024;
  self->kind = columns_grow(self->kind, n * sizeof *self->kind);
  self->field = columns_grow(self->field, n * sizeof *self->field);
  self->flags = columns_grow(self->flags, n * sizeof *self->flags);
  self->start = columns_grow(self->start, n * sizeof *self->start);
  self->end = columns_grow(self->end, n * sizeof *self->end);
  self->parent = columns_grow(self->parent, n * sizeof *self->parent);
  self->next = columns_grow(self->next, n * sizeof *self->next);
}

#endif
