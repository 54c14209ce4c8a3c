// The framebuffer of docs/devices.md.

#ifndef FRAMEBUFFER_H
#define FRAMEBUFFER_H

#include "bohr.h"

// Offsets into BAR 0. BAR 2 is the memory.
#define FRAMEBUFFER_REFRESH 0x08
#define FRAMEBUFFER_STATUS 0x0c
#define FRAMEBUFFER_START 0x10
#define FRAMEBUFFER_SPLIT 0x14
#define FRAMEBUFFER_FRAMES 0x18

#define FRAMEBUFFER_STATUS_BUSY 1
#define FRAMEBUFFER_LINE 64 // bytes

// Has the screen be brought up to date.
#define framebuffer_refresh(bar) write32((bar) + FRAMEBUFFER_REFRESH, 1)

// Waits until that is done.
static inline void framebuffer_wait(uintptr_t bar) {
  while (read32(bar + FRAMEBUFFER_STATUS) & FRAMEBUFFER_STATUS_BUSY) {
    bohr_relax();
  }
}

#endif
