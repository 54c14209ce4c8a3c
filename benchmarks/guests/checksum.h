// What the compute guests share: numbers to work on, and a sum of all results that tells whether the
// work was done right.

#ifndef CHECKSUM_H
#define CHECKSUM_H

#include "bohr.h"

// Pseudo-random numbers (Marsaglia, "Xorshift RNGs", 2003: the 64-bit triple 13, 7, 17). The
// alignment moves all variables off the last page of code, where an emulator that translates code
// must look at every store: QEMU is several times slower there.
static uint64_t random_state __attribute__((aligned(4096)));

static void random_begin(void) {
  random_state = UINT64_C(0x123456789abcdef1);
}

static uint64_t random_next(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return random_state;
}

static inline uint64_t checksum_add(uint64_t sum, uint64_t value) {
  return (sum ^ value) * UINT64_C(0x100000001b3);
}

#endif
