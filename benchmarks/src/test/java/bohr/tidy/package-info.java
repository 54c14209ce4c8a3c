/// What every Java source of the project must keep to, where a compiler would not notice: lengths,
/// banned calls, package cycles, documentation.
/// May use: the JDK's compiler, which parses the sources. Never: the classes that it looks at.
package bohr.tidy;
