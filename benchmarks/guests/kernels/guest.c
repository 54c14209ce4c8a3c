// Four kernels that processors are compared by: sorting a linked list, multiplying matrices, a state
// machine over text, and a cyclic redundancy check.

#pragma GCC optimize("O2", "no-tree-loop-distribute-patterns") // there is no memcpy to call

#include "../checksum.h"

#define NODES 128
#define RUNS 8 // of 2^0 to 2^7 nodes
#define ORDER 16
#define TEXT_BYTES 512
#define EXPECTED UINT64_C(0xdc221659a8818a67)

BOHR_PARAMETER rounds = 10000;

// ---- A list, sorted by merging runs of growing length ----

struct node {
  struct node *next;
  uint32_t key;
};

static struct node nodes[NODES];

static struct node *make_list(void) {
  for (unsigned i = 0; i < NODES; i++) {
    nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : NULL;
    nodes[i].key = random_next() & 0xffff;
  }
  return &nodes[0];
}

__attribute__((noinline)) static struct node *merge(struct node *left, struct node *right) {
  struct node *head = NULL;
  struct node **tail = &head;
  while (left != NULL && right != NULL) {
    struct node **least = left->key <= right->key ? &left : &right;
    *tail = *least;
    tail = &(*least)->next;
    *least = *tail;
  }
  *tail = left != NULL ? left : right;
  return head;
}

static struct node *sort_list(struct node *list) {
  struct node *runs[RUNS];
  for (unsigned size = 0; size < RUNS; size++) {
    runs[size] = NULL;
  }
  while (list != NULL) {
    struct node *run = list;
    list = list->next;
    run->next = NULL;
    unsigned size = 0;
    while (runs[size] != NULL) {
      run = merge(runs[size], run);
      runs[size++] = NULL;
    }
    runs[size] = run;
  }
  struct node *sorted = NULL;
  for (unsigned size = 0; size < RUNS; size++) {
    sorted = merge(runs[size], sorted);
  }
  return sorted;
}

__attribute__((noinline)) static uint64_t lists(uint64_t sum) {
  uint32_t before = 0;
  for (struct node *node = sort_list(make_list()); node != NULL; node = node->next) {
    bohr_assert(node->key >= before);
    before = node->key;
    sum = checksum_add(sum, node->key);
  }
  return sum;
}

// ---- Matrices of 16-bit numbers ----

static int16_t left_matrix[ORDER][ORDER];
static int16_t right_matrix[ORDER][ORDER];
static uint32_t product[ORDER][ORDER];

__attribute__((noinline)) static void multiply(void) {
  for (unsigned row = 0; row < ORDER; row++) {
    for (unsigned column = 0; column < ORDER; column++) {
      uint32_t dot = 0;
      for (unsigned i = 0; i < ORDER; i++) {
        dot += (uint32_t)(left_matrix[row][i] * right_matrix[i][column]);
      }
      product[row][column] = dot;
    }
  }
}

__attribute__((noinline)) static uint64_t matrices(uint64_t sum) {
  for (unsigned row = 0; row < ORDER; row++) {
    for (unsigned column = 0; column < ORDER; column++) {
      uint64_t draw = random_next();
      left_matrix[row][column] = draw;
      right_matrix[row][column] = draw >> 16;
    }
  }
  multiply();
  for (unsigned i = 0; i < ORDER; i++) {
    sum = checksum_add(sum, product[i][ORDER - 1 - i]);
  }
  return sum;
}

// ---- Which words of a text are numbers: a state machine ----

enum state { BETWEEN, SIGN, WHOLE, POINT, FRACTION, WORD, STATES };

static char text[TEXT_BYTES];

static void make_text(void) {
  static const char letters[] = "0123456789+-.  ,x";
  for (unsigned i = 0; i < TEXT_BYTES; i++) {
    text[i] = letters[random_next() % (sizeof letters - 1)];
  }
}

static enum state after(enum state state, char letter) {
  if (letter == ' ' || letter == ',') {
    return BETWEEN;
  }
  bool digit = letter >= '0' && letter <= '9';
  switch (state) {
    case BETWEEN:
      return digit ? WHOLE : letter == '+' || letter == '-' ? SIGN : letter == '.' ? POINT : WORD;
    case SIGN:
      return digit ? WHOLE : letter == '.' ? POINT : WORD;
    case WHOLE:
      return digit ? WHOLE : letter == '.' ? POINT : WORD;
    case POINT:
    case FRACTION:
      return digit ? FRACTION : WORD;
    default:
      return WORD;
  }
}

__attribute__((noinline)) static uint64_t words(uint64_t sum) {
  uint32_t ended[STATES];
  for (unsigned i = 0; i < STATES; i++) {
    ended[i] = 0;
  }
  make_text();
  enum state state = BETWEEN;
  for (unsigned i = 0; i < TEXT_BYTES; i++) {
    enum state next = after(state, text[i]);
    if (next == BETWEEN) {
      ended[state]++;
    }
    state = next;
  }
  for (unsigned i = 0; i < STATES; i++) {
    sum = checksum_add(sum, ended[i]);
  }
  return sum;
}

// ---- CRC-32 (IEEE 802.3), bit by bit ----

__attribute__((noinline)) static uint32_t crc(const char *bytes, unsigned count) {
  uint32_t remainder = ~0u;
  for (unsigned i = 0; i < count; i++) {
    remainder ^= (uint8_t)bytes[i];
    for (unsigned bit = 0; bit < 8; bit++) {
      remainder = remainder >> 1 ^ (remainder & 1 ? 0xedb88320u : 0);
    }
  }
  return ~remainder;
}

__attribute__((noinline)) static uint64_t all_kernels(void) {
  random_begin();
  uint64_t sum = lists(0);
  sum = matrices(sum);
  sum = words(sum);
  return checksum_add(sum, crc(text, TEXT_BYTES));
}

void hart_main(unsigned hart) {
  if (hart != 0) {
    return;
  }
  for (int round = rounds; round > 0; round--) {
    bohr_assert(all_kernels() == EXPECTED);
  }
  bohr_done(0);
}
