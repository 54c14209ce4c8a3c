// The guest `records`, in supervisor mode with page tables.

#define hart_main work
#include "../records/guest.c"
#undef hart_main

#define WORK work
#include "../paged.h"
