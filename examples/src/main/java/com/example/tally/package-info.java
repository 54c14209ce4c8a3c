/// A device of one's own: a counter with a thread that writes it to memory.
/// May use: bohr.emulator. Never: clocks, files, random numbers.
package com.example.tally;
