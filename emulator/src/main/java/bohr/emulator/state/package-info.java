/// What a component must do to be snapshotted, restored and hashed.
/// May use: nothing else of the project. Never: allocation while restoring or hashing.
package bohr.emulator.state;
