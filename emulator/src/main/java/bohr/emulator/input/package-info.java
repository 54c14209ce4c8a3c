/// What comes from outside is hostile until checked.
/// May use: nothing else of the project.
package bohr.emulator.input;
