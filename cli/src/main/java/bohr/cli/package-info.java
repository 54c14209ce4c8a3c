/// The command line: `Main`, one command a verb, and the tables from names to implementations.
/// May use: everything, and alone the terminal and files to be written. Never: logic of its own.
/// A new verb: copy `ShowCommand`, name it in `Main`, add its errors to `BadInputTest`.
package bohr.cli;
