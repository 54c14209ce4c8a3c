// The guest `kernels`, in supervisor mode with page tables.

#define hart_main work
#include "../kernels/guest.c"
#undef hart_main

#define WORK work
#include "../paged.h"
