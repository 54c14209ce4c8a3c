// The timer of docs/devices.md: the main counter of an HPET, and an ACPI PM timer.

#ifndef TIMER_H
#define TIMER_H

#include "bohr.h"

// Offsets into BAR 0.
#define TIMER_CAPABILITIES 0x000
#define TIMER_CONFIGURATION 0x010
#define TIMER_COUNTER 0x0f0
#define TIMER_PM 0x200

#define TIMER_ENABLE 1

#endif
