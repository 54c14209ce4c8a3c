/// How fast Bohr is: one class for each kind of cost, run by JMH, and what the scripts beside it
/// need.
/// May use: everything. Never: code that another module needs; nothing depends on this one.
package bohr.benchmarks;
