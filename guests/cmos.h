// The memory behind an index and a data register of docs/devices.md.

#ifndef CMOS_H
#define CMOS_H

#include "bohr.h"

// Offsets into BAR 0.
#define CMOS_INDEX 0x00
#define CMOS_DATA 0x04

#define CMOS_ALARM_HOURS 0x05
#define CMOS_SHUTDOWN 0x0f // what the firmware does after a reset

static inline uint32_t cmos_read(uintptr_t bar, uint32_t index) {
  write32(bar + CMOS_INDEX, index);
  return read32(bar + CMOS_DATA);
}

static inline void cmos_write(uintptr_t bar, uint32_t index, uint32_t value) {
  write32(bar + CMOS_INDEX, index);
  write32(bar + CMOS_DATA, value);
}

#endif
