// What loads and stores cost: copies of whole and of misaligned buffers, sorting in place, searching
// in what was sorted. The buffers are larger than a host's first-level cache.

#pragma GCC optimize("O2", "no-tree-loop-distribute-patterns") // there is no memcpy to call

#include "../checksum.h"

#define WORDS 8192
#define EXPECTED UINT64_C(0x028c3d35da8cfbee)

BOHR_PARAMETER rounds = 340;

static uint64_t buffer[WORDS];
static uint64_t copy[WORDS];

__attribute__((noinline)) static void copy_words(uint64_t *to, const uint64_t *from, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    to[i] = from[i];
  }
}

__attribute__((noinline)) static void copy_bytes(char *to, const char *from, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    to[i] = from[i];
  }
}

static void exchange(uint64_t *left, uint64_t *right) {
  uint64_t kept = *left;
  *left = *right;
  *right = kept;
}

// Heapsort: no recursion, because a stack is 4 KiB.
static void sift(uint64_t *heap, unsigned at, unsigned size) {
  for (unsigned child = 2 * at + 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && heap[child] < heap[child + 1]) {
      child++;
    }
    if (heap[at] >= heap[child]) {
      return;
    }
    exchange(&heap[at], &heap[child]);
    at = child;
  }
}

__attribute__((noinline)) static void sort(uint64_t *words, unsigned n) {
  for (unsigned i = n / 2; i-- > 0;) {
    sift(words, i, n);
  }
  for (unsigned size = n - 1; size > 0; size--) {
    exchange(&words[0], &words[size]);
    sift(words, 0, size);
  }
}

__attribute__((noinline)) static unsigned search(const uint64_t *words, unsigned n, uint64_t key) {
  unsigned low = 0;
  while (n > 0) {
    unsigned half = n / 2;
    if (words[low + half] < key) {
      low += half + 1;
      n -= half + 1;
    } else {
      n = half;
    }
  }
  return low;
}

__attribute__((noinline)) static uint64_t one_round(void) {
  random_begin();
  for (unsigned i = 0; i < WORDS; i++) {
    buffer[i] = random_next();
  }
  copy_words(copy, buffer, WORDS);
  copy_bytes((char *)copy + 3, (const char *)buffer + 1, WORDS);
  sort(copy, WORDS);
  uint64_t sum = 0;
  for (unsigned i = 0; i < WORDS; i += 4) {
    unsigned place = search(copy, WORDS, buffer[i]);
    sum = checksum_add(sum, place < WORDS ? copy[place] + place : 0);
  }
  return sum;
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  for (int round = rounds; round > 0; round--) {
    bohr_assert(one_round() == EXPECTED);
  }
  bohr_done(0);
}
